import { openLedger } from './open.ts'
import { taughtSourcesContract } from './taught-sources.contract.ts'

taughtSourcesContract('taught sources on SQLite', clock => openLedger({ path: ':memory:' }, { clock }))
