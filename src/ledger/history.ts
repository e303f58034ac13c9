import type { Closing } from './decision.ts'
import type { LedgerDeps } from './deps.ts'
import { eventsOf } from './events.ts'
import { inboxOf } from './inbox.ts'
import { inboxTitle } from './inbox-title.ts'
import { type Link, linksOf } from './links.ts'
import { type KnownOffer, offersOf } from './offers.ts'
import { type LoggedOperation, operationsOf } from './operations.ts'

/** One line of an offer's life, oldest first. */
export type HistoryLine =
  | { at: string; kind: 'operation'; operation: LoggedOperation }
  | { at: string; kind: 'event'; actor: string; action: string; detail: unknown }
  | {
      at: string
      kind: 'inbox'
      title: string
      closed: string | null
      decision: Closing | null
      decidedBy: string | null
    }

export interface OfferHistory {
  offer: KnownOffer | null
  link: Link | null
  lines: HistoryLine[]
}

/** Everything the ledger remembers of one offer. */
export async function history(deps: LedgerDeps, source: string, key: string): Promise<OfferHistory> {
  const operations = await operationsOf(deps).list({ source, key })
  const events = await eventsOf(deps).list({ source, key, limit: 1000 })
  const items = await inboxOf(deps).of(source, key)
  const lines: HistoryLine[] = [
    ...operations.map(operation => ({ at: operation.intended, kind: 'operation' as const, operation })),
    ...events.map(e => ({ at: e.at, kind: 'event' as const, actor: e.actor, action: e.action, detail: e.detail })),
    ...items.map(i => ({
      at: i.opened,
      kind: 'inbox' as const,
      title: inboxTitle(i),
      closed: i.closed,
      decision: i.decision,
      decidedBy: i.decidedBy,
    })),
  ]
  lines.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  return { offer: await offersOf(deps).read(source, key), link: await linksOf(deps).read(source, key), lines }
}
