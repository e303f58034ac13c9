import type { InboxItem } from '../../ledger/inbox.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { KnownOffer } from '../../ledger/offers.ts'

/** What an offer waits for: a question, and whether it was answered since its source was last read. */
export interface OfferQuestion {
  id: string
  answered: boolean
}

/** Answers that are looked through. */
const LAST = 100

/** The question that keeps an offer, or fields of it, out of DORA; null when none does. A structure is asked about once for all its offers. */
export async function questionOf(
  { inbox }: Pick<Ledger, 'inbox'>,
  { source, key, state, record, lastSeen }: Pick<KnownOffer, 'source' | 'key' | 'state' | 'record' | 'lastSeen'>,
): Promise<OfferQuestion | null> {
  const isAbout = (item: InboxItem): boolean =>
    item.source === source &&
    (item.kind === 'structure'
      ? state === 'waiting' && item.detail.name === record?.structure.nom
      : item.key === key && item.kind !== 'rejection')
  const open = (await inbox.open({ source })).find(isAbout)
  if (open) return { id: open.id, answered: false }
  if (state !== 'waiting') return null
  const given = (await inbox.answered(LAST)).find(item => isAbout(item) && (item.closed ?? '') > lastSeen)
  return given ? { id: given.id, answered: true } : null
}
