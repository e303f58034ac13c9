import { atKey } from '../common/at-key.ts'
import { type Funding, fundings } from '../convention/fundings.ts'
import { alikesOf } from './alike.ts'
import type { Alike, AnyInput } from './input.ts'
import { type FundingState, fundingState } from './money.ts'
import { countOf, daysBetween, FRESH_DAYS, isPublished } from './published.ts'
import type { LineAccount, StructureAccount } from './report-contract.ts'

/** The structures offreuses: the partners that carry at least one offer of the convention, in its order. */
export function structureAccounts(input: AnyInput, lines: LineAccount[]): StructureAccount[] {
  const carriers = new Set(lines.filter(line => line.offer).flatMap(line => line.partners.map(partner => partner.id)))
  const partnerOf = new Map(input.sources.map(source => [source.id, source.partner]))
  const offersOf = new Map<string, [Alike, number][]>()
  for (const counted of alikesOf(input.offers)) {
    const partner = partnerOf.get(counted[0].offer.source)
    if (partner) atKey(offersOf, partner, () => []).push(counted)
  }
  const byId = new Map(lines.map(line => [line.id, line]))
  const amounts = fundings(input.convention)
    .filter(funding => funding.offer)
    .map(funding => ({ funding, state: fundingState(funding, byId) }))
  const eurosOf = (partner: string, wanted: FundingState | null) =>
    amounts
      .filter(({ funding, state }) => (wanted === null || state === wanted) && carries(funding, partner))
      .reduce((sum, { funding }) => sum + funding.state, 0)
  return input.convention.partners
    .filter(partner => carriers.has(partner.id))
    .map(partner => {
      const offers = offersOf.get(partner.id) ?? []
      const published = offers.filter(([like]) => isPublished(like, input.date))
      return {
        partner: partner.id,
        name: partner.name,
        contacted: lastDay(input.contacts ?? [], partner.id),
        ...(input.answers && { answered: lastDay(input.answers, partner.id) }),
        sources: input.sources.filter(source => source.partner === partner.id).length,
        in_dora: countOf(offers.filter(([like]) => like.slug !== null)),
        published: countOf(published),
        up_to_date:
          published.length > 0 &&
          published.every(
            ([{ confirmedAt }]) => confirmedAt !== null && daysBetween(confirmedAt, input.date) <= FRESH_DAYS,
          ),
        state_euros: eurosOf(partner.id, null),
        state_euros_referenced: eurosOf(partner.id, 'referenced'),
        state_euros_missing: eurosOf(partner.id, 'missing'),
      }
    })
}

const lastDay = (days: readonly { partner: string; day: string }[], partner: string) =>
  days
    .flatMap(each => (each.partner === partner ? [each.day] : []))
    .sort()
    .at(-1) ?? null

/** Whether what it said is known: a report of before this was told does not have it. */
export const isAnswerTold = ({ answered }: Pick<StructureAccount, 'answered'>): boolean => answered !== undefined

/** Whether it was written to, and has said nothing since. Of a report that does not tell what they said, of none. */
export const isSilent = ({ contacted, answered }: Pick<StructureAccount, 'contacted' | 'answered'>): boolean =>
  contacted !== null && answered !== undefined && (answered ?? '') < contacted

const carries = (funding: Funding, partner: string) =>
  funding.lines.some(line => line.offer && line.partners.includes(partner))
