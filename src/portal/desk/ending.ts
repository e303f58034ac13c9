import type { OfferState } from '../../coverage/input.ts'
import { toldEnd } from '../../normalise/told-end.ts'

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

/** What ends, the nearest end first. Pure. @param today `YYYY-MM-DD` */
export function endingOffers(states: readonly OfferState[], today: string): Ending[] {
  const horizon = new Date(Date.parse(today) + AHEAD_DAYS * 86_400_000).toISOString().slice(0, 10)
  return states
    .flatMap((state): Ending[] => {
      const { offer, slug, status, lastSeen } = state
      const found = kindOf(state, today, horizon)
      if (found === null || state.state === 'retired' || status === 'ARCHIVED') return []
      const { source, key, service } = offer
      return [{ ...found, source, key, name: service.nom, slug, visible: status === 'PUBLISHED', lastSeen }]
    })
    .sort((a, b) => (a.end < b.end ? -1 : a.end > b.end ? 1 : 0))
}

function kindOf({ offer }: OfferState, today: string, horizon: string): Pick<Ending, 'kind' | 'end'> | null {
  const told = toldEnd(offer)
  if (told !== null)
    return told < today ? { kind: 'over', end: told } : told <= horizon ? { kind: 'soon', end: told } : null
  const end = offer.session?.end ?? null
  return end !== null && end < today ? { kind: 'convention', end } : null
}
