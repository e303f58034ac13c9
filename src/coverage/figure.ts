import { frenchNumber, frenchPercent } from '../common/french.ts'
import type { CoverageReport } from './report-contract.ts'

/** What figures are made from, besides the input. */
export type Facts = Pick<
  CoverageReport,
  | 'lines'
  | 'fiches'
  | 'structures'
  | 'money'
  | 'statuses'
  | 'freshness'
  | 'quality'
  | 'waiting'
  | 'areas'
  | 'deserts'
  | 'parcours'
  | 'catalogue'
>

/** Where figures come from, in French. */
export const SOURCES = {
  ledger: 'Registre du robot, d’après ce que DORA a répondu',
  convention: 'Convention entre l’État et le Département, et registre du robot',
  offers: 'Offres lues chez les partenaires, publiées dans DORA',
} as const

export const outOf = (value: number, of: number) => `${frenchNumber(value)} sur ${frenchNumber(of)}`
/** «83 %» of a whole. All is said of all only, and nothing of none: rounding makes neither. */
export function shareOf(value: number, of: number): string {
  if (of === 0) return 'sans objet'
  const share = value / of
  if (share > 0 && share < 0.005) return 'moins de 1 %'
  return share < 1 && share >= 0.995 ? 'plus de 99 %' : frenchPercent(share)
}
export const sum = (numbers: number[]) => numbers.reduce((total, n) => total + n, 0)

/** Null for an empty list; the mean of the two middle values for an even one. */
export function median(numbers: number[]): number | null {
  if (numbers.length === 0) return null
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const high = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? 0) + high) / 2
}
