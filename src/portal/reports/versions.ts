import { frenchDate, frenchTime } from '../../common/french.ts'
import type { KeptReport } from '../../coverage/kept-report.ts'
import type { CoverageReport } from '../../coverage/report-contract.ts'

/** Today's report, frozen or not, in an address. */
export const NOW = 'aujourd-hui'

/** «24 novembre 2026, version de 14 h 30» */
export function versionName({ date, stored }: KeptReport): string {
  return `${frenchDate(date)}, version de ${frenchTime(new Date(stored))}`
}

/** Whether it shows the convention alone, before any offer was read: what the first start keeps, to compare with later. */
export function isStartingPoint(report: CoverageReport): boolean {
  return report.statuses.every(({ value }) => value === 0)
}

/** A version as people choose it in a list. */
export function versionLabel(version: KeptReport, startingPoint: string | null): string {
  const name = versionName(version)
  return version.id === startingPoint ? `Point de départ (${name})` : name
}
