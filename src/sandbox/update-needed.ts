import { monthsAfter } from '../common/months-after.ts'
import type { StoredService } from './stored.ts'

const MONTHS: Record<string, number> = {
  'tous-les-mois': 1,
  'tous-les-3-mois': 3,
  'tous-les-6-mois': 6,
  'tous-les-12-mois': 12,
  'tous-les-16-mois': 16,
}

/** Published, and older than the rhythm at which its structure asked to be reminded. @param now milliseconds */
export function updateNeeded(service: StoredService, now: number): boolean {
  const months = MONTHS[service.updateFrequency]
  if (months === undefined || service.status !== 'PUBLISHED') return false
  const changed = new Date(service.modifiedAt / 1000).toISOString()
  return Date.parse(`${monthsAfter(changed.slice(0, 10), months)}${changed.slice(10)}`) <= now
}
