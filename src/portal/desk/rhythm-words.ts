import { frenchCount } from '../../common/french.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** «7 jours», «6 heures»: the time between two passes. @param ms milliseconds */
export function rhythmWords(ms: number): string {
  if (ms < DAY - HOUR) return frenchCount(Math.max(1, Math.round(ms / HOUR)), 'heure')
  return frenchCount(Math.round(ms / DAY), 'jour')
}
