import { hostname } from 'node:os'
import type { Logger } from '../../common/logger.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { StatementStore } from '../statements/store.ts'
import type { StoreDeps } from '../store/deps.ts'
import { createFeed, type Feed } from './feed.ts'
import { ledgerBasis, ledgerOffers } from './ledger-offers.ts'
import { feedStoreOf } from './store.ts'

/** The catalogue over a ledger. */
export function openFeed(deps: {
  store: StoreDeps
  ledger: Ledger
  statements: Pick<StatementStore, 'confirmations'>
  producer: string
  log: Logger
}): Feed {
  const { store, ledger, statements, producer, log } = deps
  return createFeed({
    offers: () => ledgerOffers(store),
    basis: () => ledgerBasis(store),
    confirmations: () => statements.confirmations(),
    store: feedStoreOf(store),
    leases: ledger.leases,
    clock: store.clock,
    holder: `${hostname()}/${process.pid}`,
    producer,
    log,
  })
}
