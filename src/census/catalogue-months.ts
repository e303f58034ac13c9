import { parisDay } from '../common/paris-day.ts'
import type { CatalogueMonth } from '../coverage/catalogue-contract.ts'
import type { Census } from '../ledger/census-records.ts'

/** The last census of each month that counted something, the oldest first. @param past the latest first */
export function catalogueMonths(past: readonly Pick<Census, 'started' | 'counts'>[]): CatalogueMonth[] {
  const last = new Map<string, CatalogueMonth>()
  for (const { started, counts } of past) {
    const date = parisDay(new Date(started))
    const month = date.slice(0, 7)
    if (counts !== null && !last.has(month)) last.set(month, { date, counts })
  }
  return [...last.values()].reverse()
}
