import { openLedger } from '../ledger/open.ts'
import { forgetContract } from './forget.contract.ts'

forgetContract('forgetting, on SQLite', clock => openLedger({ path: ':memory:' }, { clock }))
