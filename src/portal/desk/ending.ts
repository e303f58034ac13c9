import { daysAfter } from '../../common/days-after.ts'
import { parisDay } from '../../common/paris-day.ts'
import type { EndingLine } from '../../ledger/ending-offers.ts'
import type { Ledger } from '../../ledger/ledger.ts'

/** An offer that ends soon (`soon`), is over and not archived (`over`), or whose only end is the convention's, which is past (`convention`). */
export interface Ending {
  kind: 'soon' | 'over' | 'convention'
  /** `YYYY-MM-DD` */
  end: string
  source: string
  key: string
  name: string
  slug: string | null
  /** The public may find it in DORA. */
  visible: boolean
  lastSeen: string
}

/** How far ahead an end is seen coming, days. */
export const AHEAD_DAYS = 60

/** What ends, the nearest end first. */
export async function endingOffers(ledger: Pick<Ledger, 'endings'>, now: Date): Promise<Ending[]> {
  const today = parisDay(now)
  const horizon = daysAfter(today, AHEAD_DAYS)
  return (await ledger.endings(today, horizon))
    .map(line => {
      const { source, key, name, slug, status, lastSeen } = line
      return { ...kindOf(line, today), source, key, name, slug, visible: status === 'PUBLISHED', lastSeen }
    })
    .sort((a, b) => (a.end < b.end ? -1 : a.end > b.end ? 1 : 0))
}

function kindOf({ ends, supposedEnd }: EndingLine, today: string): Pick<Ending, 'kind' | 'end'> {
  return ends === null
    ? { kind: 'convention', end: supposedEnd ?? today }
    : { kind: ends < today ? 'over' : 'soon', end: ends }
}
