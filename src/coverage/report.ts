import { frenchDate } from '../common/french.ts'
import { alikesOf, countAlike, rowsOf } from './alike.ts'
import { catalogueAccount } from './catalogue.ts'
import { catalogueFigures } from './catalogue-figures.ts'
import { conventionFigures } from './convention-figures.ts'
import type { Facts } from './figure.ts'
import { type CoverageGeography, geographyOf } from './geography.ts'
import { headlines } from './headlines.ts'
import type { AnyInput, OfferRow } from './input.ts'
import { lineAccounts } from './lines.ts'
import { ficheAccounts, splitMoney } from './money.ts'
import { offersByLine } from './offers-by-line.ts'
import { bilanRows, parcoursRows } from './parcours.ts'
import { publishedAlikes } from './published.ts'
import { onSiteFinder } from './reach.ts'
import { receivedCounts } from './received.ts'
import type { CoverageReport, Indicator, SourceAccount } from './report-contract.ts'
import { serviceFigures } from './service-figures.ts'
import { serviceRows } from './service-rows.ts'
import { sharedPlaces } from './shared-places.ts'
import { structureFigures } from './structure-figures.ts'
import { structureAccounts } from './structures.ts'
import { tallies } from './tallies.ts'
import { territoryCoverage } from './territory.ts'
import { todoList } from './todo.ts'
import { workFigures } from './work-figures.ts'

/**
 * The dated report. Pure: the same input gives the same report, whatever the order of its lists.
 * @param geography of the département; default: the COG's
 */
export function coverageReport(
  input: AnyInput,
  geography: CoverageGeography = geographyOf(input.territory.department),
): CoverageReport {
  const sorted = inOrder(input)
  const byLine = offersByLine(sorted)
  const lines = lineAccounts(sorted, byLine)
  const fiches = ficheAccounts(sorted.convention, lines)
  const money = splitMoney(sorted.convention, lines)
  const structures = structureAccounts(sorted, lines)
  const counts = tallies(sorted)
  const placedOf = sharedPlaces()
  const onSite = onSiteFinder(geography, placedOf)
  const { areas, cells, deserts } = territoryCoverage(sorted, geography, placedOf)
  const parcours = parcoursRows(sorted, lines, byLine)
  const ended = conventionEnded(input)
  const catalogue = catalogueAccount(sorted)
  const facts = { lines, fiches, money, structures, ...counts, areas, deserts, parcours, catalogue }
  return {
    schema: 'dora-sync/coverage/3',
    date: input.date,
    convention_end: input.convention.period.end,
    department: input.territory.department,
    territory: input.territory.name,
    convention: input.convention.title,
    headlines: [...headlines(facts, sorted), ...(ended === null ? [] : [ended])],
    indicators: indicators(sorted, facts).map(each =>
      ended === null ? each : { ...each, limits: `${each.limits} ${ended}`.trim() },
    ),
    ...facts,
    agencies_inferred: input.territory.agencies.some(agency => agency.inferred),
    map: mapOf(input, areas),
    outlines: input.territory.outlines ?? null,
    beneficiaries_source: input.territory.beneficiaries?.source ?? null,
    cells,
    bilan: bilanRows(sorted.convention, lines),
    todo: todoList(sorted, lines, deserts, geography, placedOf),
    received: receivedCounts(sorted, byLine, geography, onSite),
    services: serviceRows(sorted, onSite),
    sources: sourceAccounts(sorted),
  }
}

/** The squares as the territory places them; without places, five a row in the order of the names. */
function mapOf({ territory }: AnyInput, areas: CoverageReport['areas']): string[][] {
  if (territory.map && territory.map.length > 0) return territory.map
  const codes = areas.filter(area => area.kind === 'epci').map(area => area.code)
  return Array.from({ length: Math.ceil(codes.length / 5) }, (_, row) => codes.slice(row * 5, row * 5 + 5))
}

/** Said of every figure once the convention is over: its amounts are those of a period that is past. Null before. */
function conventionEnded({ convention, date }: Pick<AnyInput, 'convention' | 'date'>): string | null {
  const { end } = convention.period
  return end >= date
    ? null
    : `Convention terminée le ${frenchDate(end)} : ses montants et ses actions sont ceux d’une période passée, comparés à ce que DORA montre aujourd’hui.`
}

function inOrder(input: AnyInput): AnyInput {
  const by = <T>(list: T[], keyOf: (item: T) => string) =>
    list
      .map(item => ({ item, key: keyOf(item) }))
      .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
      .map(({ item }) => item)
  return {
    ...input,
    sources: by(input.sources, source => source.id),
    offers: offersInOrder(input.offers),
    rejections: by(
      input.rejections,
      found => `${found.source}\n${found.key ?? ''}\n${found.code}\n${found.field ?? ''}\n${found.message}`,
    ),
  }
}

/** By source, then by key: as the ledger gives them. */
function offersInOrder(offers: AnyInput['offers']): readonly OfferRow[] {
  const rows = rowsOf(offers)
  const compare = ({ like: a, key: one }: OfferRow, { like: b, key: other }: OfferRow) =>
    a.offer.source === b.offer.source ? order(one, other) : order(a.offer.source, b.offer.source)
  return rows.every((each, at) => at === 0 || compare(rows[at - 1] as OfferRow, each) <= 0)
    ? rows
    : rows.toSorted(compare)
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Every figure of the report, with what it means, how it is made, where it comes from and what it does not say. */
function indicators(input: AnyInput, facts: Facts): Indicator[] {
  return [
    ...conventionFigures(input, facts),
    ...structureFigures(input, facts),
    ...serviceFigures(input, facts),
    ...workFigures(input, facts),
    ...catalogueFigures(facts),
  ]
}

/** Each source with its last reading and what it brings, in the order of the input. */
function sourceAccounts({ convention, sources, offers, date }: AnyInput): SourceAccount[] {
  const names = new Map(convention.partners.map(partner => [partner.id, partner.name]))
  const offersOf = countAlike(alikesOf(offers), ({ offer, state }) => (state === 'retired' ? [] : [offer.source]))
  const publishedOf = countAlike(publishedAlikes({ offers, date }), ({ offer }) => [offer.source])
  return sources.map(({ id, name, partner, lastSuccess, standing }) => ({
    id,
    name,
    partner,
    partner_name: names.get(partner) ?? partner,
    last_success: lastSuccess,
    standing: standing?.word ?? null,
    late: standing?.late ?? false,
    offers: offersOf.get(id) ?? 0,
    published: publishedOf.get(id) ?? 0,
  }))
}
