import type { CoverageInput } from '../coverage/input.ts'
import { type DemoSource, EMPTY_MONTH, joinedMonthsAgo, MONTHS, monthEnd } from './calendar.ts'

/**
 * What the report of each past month is computed from: the offers of the sources that were read by then, and none in the first month, which is the
 * starting point. One month is missing, as when nobody kept a report.
 * @param today what today's report is computed from
 */
export function pastMonths(today: CoverageInput, sources: readonly DemoSource[], now: Date): CoverageInput[] {
  const joined = joinedMonthsAgo(sources)
  return Array.from({ length: MONTHS + 1 }, (_, at) => MONTHS + 1 - at)
    .filter(ago => ago !== EMPTY_MONTH)
    .map(ago => {
      const date = monthEnd(now, ago)
      const known = (day: string) => day.slice(0, 10) <= date
      return {
        ...today,
        date,
        offers: today.offers
          .filter(({ offer }) => (joined.get(offer.source) ?? 0) >= ago)
          .map(each => ({
            ...each,
            firstSeen: `${date}T03:15:00.000Z`,
            lastSeen: `${date}T03:15:00.000Z`,
            publishedAt: each.publishedAt === null ? null : `${date}T03:15:00.000Z`,
            confirmedAt: each.confirmedAt !== null && known(each.confirmedAt) ? each.confirmedAt : null,
          })),
        contacts: (today.contacts ?? []).filter(({ day }) => known(day)),
        corrections: (today.corrections ?? []).filter(({ day }) => known(day)),
        rejections: [],
        census: null,
      }
    })
}
