import { frenchCount, frenchPercent } from '../common/french.ts'
import type { Policy } from '../config/source.ts'

export interface GuardInput {
  /** Offers of the source that were live before the run. */
  known: number
  /** Offers that the run saw, rejected ones included. */
  seen: number
  /** Offers that the plan would retire. */
  retiring: number
  /** Services that the plan would change. */
  changing: number
  policy: Policy['guard']
}

/** Why the whole run must wait for a person (French), or null. Shares are of the offers known before. */
export function guardRun({ known, seen, retiring, changing, policy }: GuardInput): string | null {
  if (known === 0) return null
  if (seen === 0)
    return `La source n’a montré aucune offre, alors que ${frenchCount(known, 'offre était connue', 'offres étaient connues')}.`
  if (retiring >= policy.minimum && retiring / known > policy.retireShare)
    return `${frenchCount(retiring, 'offre serait retirée', 'offres seraient retirées')} sur ${frenchCount(known, 'connue')} (${frenchPercent(retiring / known)}), au-delà du seuil de ${frenchPercent(policy.retireShare)}.`
  if (changing >= policy.minimum && changing / known > policy.changeShare)
    return `${frenchCount(changing, 'offre changerait', 'offres changeraient')} d’un coup sur ${frenchCount(known, 'connue')} (${frenchPercent(changing / known)}), au-delà du seuil de ${frenchPercent(policy.changeShare)}.`
  return null
}
