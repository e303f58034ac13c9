import { atKey } from '../common/at-key.ts'
import type { CoverageGeography } from './geography.ts'
import type { Alike, AnyInput, OfferRow } from './input.ts'
import { isPublished } from './published.ts'
import type { ReceivedCount } from './report-contract.ts'

/**
 * For each action, the EPCI where its services receive people, in the order of the convention and of the geography. An offer that its partner took away counts nowhere.
 * @param byLine the offers of each action
 * @param onSite the EPCI where an offer receives people
 */
export function receivedCounts(
  { convention, date }: Pick<AnyInput, 'convention' | 'date'>,
  byLine: ReadonlyMap<string, OfferRow[]>,
  { epci }: CoverageGeography,
  onSite: (offer: Alike) => string | null,
): ReceivedCount[] {
  return convention.fiches
    .flatMap(({ lines }) => lines)
    .flatMap(({ id }) => {
      const counts = new Map<string, ReceivedCount>()
      for (const { like } of byLine.get(id) ?? []) {
        const code = like.state === 'retired' ? null : onSite(like)
        if (code === null) continue
        const count = atKey(counts, code, () => ({ line: id, epci: code, published: 0, waiting: 0 }))
        count[isPublished(like, date) ? 'published' : 'waiting'] += 1
      }
      return epci.flatMap(({ code }) => counts.get(code) ?? [])
    })
}
