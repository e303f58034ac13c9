import type { Statement, Typed } from './store.ts'

/**
 * What a partner's accepted declarations amount to, as the `declaration` connector reads it: the last one of each identifier,
 * without those withdrawn since. Pure.
 */
export function declaredOffers(statements: readonly Statement[]): { offres: Typed[] } {
  const offers = new Map<string, Typed>()
  for (const { body, state, offer, at } of statements.toSorted((a, b) => (a.at < b.at ? -1 : 1))) {
    if (state !== 'accepted') continue
    if (body.kind === 'declaration' && body.fields.id)
      offers.set(body.fields.id, { date_maj: at.slice(0, 10), ...body.fields })
    if (body.kind === 'withdrawal' && offer) offers.delete(offer.key)
  }
  return { offres: [...offers.values()] }
}
