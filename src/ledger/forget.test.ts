import { forgetContract } from './forget.contract.ts'
import { openLedger } from './open.ts'

forgetContract('forgetting, on SQLite', clock => openLedger({ path: ':memory:' }, { clock }))
