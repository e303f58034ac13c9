import { coverageInput } from '../../src/app/coverage-input.ts'
import { takeCensus } from '../../src/census/take-census.ts'
import { parisDay } from '../../src/common/paris-day.ts'
import { conventionOf } from '../../src/convention/in-force.ts'
import { coverageReport } from '../../src/coverage/report.ts'
import { convention, geography, input } from '../coverage/small-departement.ts'
import type { World } from './make.ts'

/** One convention a year, of the same actions. */
const CONVENTIONS = ['2025', '2026', '2027', '2028'].map(year => ({
  ...convention,
  id: year,
  title: `Convention de ${year}`,
  period: { start: `${year}-01-01`, end: `${year}-12-31` },
}))

/**
 * A census, then the report of that day under the convention of its year and under the one before.
 * @returns what is wrong: a figure that is not DORA's own, one that the convention moved, a write; null when nothing is
 */
export async function takeStock({
  ledger,
  dora,
  clock,
}: Pick<World, 'ledger' | 'dora' | 'clock'>): Promise<string | null> {
  const { writes } = dora
  const ports = { ledger, clock, dora: { departments: ['35'], quota: 120, reader: dora } }
  const { counts, left } = await takeCensus(ports, { read: Number.MAX_SAFE_INTEGER, share: 1 })
  const services = dora.slugs.map(slug => dora.peek(slug).fields.status).filter(status => status !== 'ARCHIVED')
  const published = services.filter(status => status === 'PUBLISHED').length
  if (left !== 0 || counts.services !== services.length || counts.published !== published)
    return `the census counts ${counts.services} services, ${counts.published} published; DORA has ${services.length}, ${published}`
  const reading = dora.log.length
  const date = parisDay(clock.now())
  const current = conventionOf(CONVENTIONS, date)
  const before = conventionOf(CONVENTIONS, `${Number(current.id) - 1}-06-01`)
  const [now, then] = await Promise.all(
    [current, before].map(async each => {
      const deps = { ledger, clock, newId: String, sources: [], territory: input.territory, conventions: CONVENTIONS }
      return coverageReport(await coverageInput({ ...deps, convention: each }, date), geography)
    }),
  )
  if (now?.convention !== current.title) return `the report of ${date} is read under ${now?.convention}`
  if (JSON.stringify(now.catalogue) !== JSON.stringify(then?.catalogue))
    return 'the convention moves the figures of DORA'
  if (now.catalogue?.services !== services.length || now.catalogue.published !== published)
    return `the report counts ${now.catalogue?.services} services, DORA has ${services.length}`
  if (dora.log.length !== reading) return 'a report asks DORA'
  return dora.writes === writes ? null : 'counting writes to DORA'
}
