import type { InboxItem } from '../../ledger/inbox.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { KnownOffer } from '../../ledger/offers.ts'

/** The open question that keeps an offer, or fields of it, out of DORA; null when none does. A structure is asked about once for all its offers. */
export async function questionOf(
  { inbox }: Pick<Ledger, 'inbox'>,
  { source, key, state, record }: Pick<KnownOffer, 'source' | 'key' | 'state' | 'record'>,
): Promise<Pick<InboxItem, 'id'> | null> {
  const own = (await inbox.open({ source, key })).find(({ kind }) => kind !== 'rejection')
  if (own !== undefined || state !== 'waiting') return own ?? null
  const structures = await inbox.open({ source, kind: 'structure' })
  return structures.find(({ detail }) => detail.name === record?.structure.nom) ?? null
}
