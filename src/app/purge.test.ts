import { openLedger } from '../ledger/open.ts'
import { purgeContract } from './purge.contract.ts'

purgeContract('purge on SQLite', clock => openLedger({ path: ':memory:' }, { clock }))
