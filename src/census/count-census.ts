import { visibility } from '../dora/visibility.ts'
import type { CensusCounts, CensusService } from '../ledger/census-records.ts'

/** Months after which DORA asks for a look, by what the service says of itself. */
const MONTHS: Record<string, number> = {
  'tous-les-mois': 1,
  'tous-les-3-mois': 3,
  'tous-les-6-mois': 6,
  'tous-les-12-mois': 12,
  'tous-les-16-mois': 16,
}

/** The sums of a census, service by service. A service that was not read whole has no end that is known: whether it is seen is then not told. */
export class CensusTally {
  readonly #today: string
  readonly counts: CensusCounts = {
    structures: 0,
    orphans: 0,
    services: 0,
    published: 0,
    visible: 0,
    unknown: 0,
    upToDate: 0,
    read: 0,
  }

  /** @param today `YYYY-MM-DD` */
  constructor(today: string) {
    this.#today = today
  }

  count(service: CensusService): void {
    const { counts } = this
    counts.services += 1
    if (service.fields !== null) counts.read += 1
    if (service.status !== 'PUBLISHED') return
    counts.published += 1
    const { seen } = seenOf(service, this.#today)
    if (seen === 'yes') counts.visible += 1
    if (seen === 'unknown') counts.unknown += 1
    if (isUpToDate(service, this.#today)) counts.upToDate += 1
  }
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
  const due = new Date(modified.slice(0, 10))
  if (Number.isNaN(due.getTime())) return false
  due.setUTCMonth(due.getUTCMonth() + (MONTHS[frequency] ?? 6))
  return due.toISOString().slice(0, 10) >= today
}
