import { afterAll, beforeAll, vi } from 'vitest'
import { documentStoreContract } from '../../src/harvest/document-store.contract.ts'
import { forgetContract } from '../../src/ledger/forget.contract.ts'
import { ledgerContract } from '../../src/ledger/ledger.contract.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { purgeContract } from '../../src/ledger/purge.contract.ts'
import { taughtSourcesContract } from '../../src/ledger/taught-sources.contract.ts'
import { type PostgresServer, startPostgres } from '../servers/postgres.ts'

// Real servers on a machine that may be busy: what is tried is the outcome, not the speed.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let server: PostgresServer
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server.stop())

ledgerContract('Postgres', async () => ({
  place: { url: await server.ledger() },
  drop: () => Promise.resolve(),
}))

documentStoreContract('ledger on Postgres', async () => {
  const ledger = await openLedger({ url: await server.ledger() })
  return { store: ledger.documents, close: () => ledger.close() }
})

purgeContract('purge on Postgres', async clock => openLedger({ url: await server.ledger() }, { clock }))
taughtSourcesContract('taught sources on Postgres', async clock =>
  openLedger({ url: await server.ledger() }, { clock }),
)

forgetContract('forgetting, on Postgres', async clock => openLedger({ url: await server.ledger() }, { clock }))
