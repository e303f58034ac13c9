import { openLedger } from './open.ts'
import { purgeContract } from './purge.contract.ts'

purgeContract('purge on SQLite', clock => openLedger({ path: ':memory:' }, { clock }))
