import { dayOf } from '../common/day-of.ts'
import { monthsAfter } from '../common/months-after.ts'
import { visibility } from '../dora/visibility.ts'
import type { CensusService } from '../ledger/census-records.ts'

/** Months after which DORA asks for a look, by what the service says of itself. */
const MONTHS: Record<string, number> = {
  'tous-les-mois': 1,
  'tous-les-3-mois': 3,
  'tous-les-6-mois': 6,
  'tous-les-12-mois': 12,
  'tous-les-16-mois': 16,
}

/** Whether the public finds it: unknown as long as its end was not read, unless its structure hides it anyway. */
export function seenOf({ status, fields, home }: CensusService, today: string): ReturnType<typeof visibility> {
  const found = visibility({ status, suspension: fields?.suspensionDate ?? null, home }, today)
  return found.seen === 'yes' && fields === null ? { seen: 'unknown' } : found
}

/** Changed within the delay that it set itself; six months while that was not read. `jamais`: always. */
export function isUpToDate({ modified, fields }: Pick<CensusService, 'modified' | 'fields'>, today: string): boolean {
  const frequency = fields?.updateFrequency || 'tous-les-6-mois'
  if (frequency === 'jamais') return true
  const due = monthsAfter(dayOf(modified), MONTHS[frequency] ?? 6)
  return due !== null && due >= today
}
