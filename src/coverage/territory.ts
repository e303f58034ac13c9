import { categoryOf, labelOf, valuesOf } from '../reference/referentiels.ts'
import type { CoverageInput, OfferState } from './contract.ts'
import type { CoverageGeography } from './geography.ts'
import { isPublished } from './published.ts'
import type { Area, AreaCell, Desert } from './report-contract.ts'

/** How an offer reaches the inhabitants of an EPCI. */
type Reach = 'on_site' | 'by_zone' | 'remote'

const ANY = '*'
const OPEN_TO_ALL = 'tous-publics'

export interface TerritoryCoverage {
  areas: Area[]
  cells: AreaCell[]
  deserts: Desert[]
}

/**
 * EPCI and agencies × 16 categories × publics, from the published offers. An offer counts once per area: in person there, else at a distance,
 * else in person elsewhere but open to its inhabitants. An agency takes the nearest of what its EPCI have. Cells without offers are left out.
 */
export function territoryCoverage(input: CoverageInput, geography: CoverageGeography): TerritoryCoverage {
  const areas = areasOf(input, geography)
  const published = input.offers.filter(isPublished)
  const cells = new Map<string, AreaCell>()
  for (const offer of published) {
    const reach = reachOf(offer, input.territory.department, geography)
    if (reach.size === 0) continue
    const categories = new Set((offer.offer.service.thematiques ?? []).map(categoryOf))
    const publics = new Set(offer.offer.service.publics ?? [])
    for (const area of areas) {
      const how = nearestOf(area.epci.map(code => reach.get(code)))
      if (!how) continue
      area.row[how] += 1
      for (const category of categories) count(cells, area.row.code, category, ANY, how, false)
      for (const category of [...categories, ANY]) {
        if (publics.has(OPEN_TO_ALL)) {
          for (const value of PUBLICS) count(cells, area.row.code, category, value, how, value !== OPEN_TO_ALL)
        } else for (const value of publics) count(cells, area.row.code, category, value, how, false)
      }
    }
  }
  for (const { row } of areas) {
    row.reachable = row.on_site + row.by_zone + row.remote
    row.per_10000 = per10000(row.reachable, row.population)
  }
  const sorted = [...cells.values()].sort(
    (a, b) => order(a.area, b.area) || order(a.category, b.category) || order(a.public, b.public),
  )
  return { areas: areas.map(area => area.row), cells: sorted, deserts: desertsOf(input, geography, areas, cells) }
}

const PUBLICS = valuesOf('publics')
const CATEGORIES = valuesOf('categories')
const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Offers per 10 000 inhabitants, to one decimal. */
export function per10000(offers: number, population: number): number {
  return population === 0 ? 0 : Math.round((offers * 100_000) / population) / 10
}

interface AreaOf {
  row: Area
  epci: string[]
}

function areasOf({ territory }: CoverageInput, { epci }: CoverageGeography): AreaOf[] {
  const empty = { on_site: 0, by_zone: 0, remote: 0, reachable: 0, per_10000: 0 }
  const populations = new Map(epci.map(each => [each.code, each.population]))
  return [
    ...epci.map(({ code, name, population }) => ({
      row: { code, name, kind: 'epci' as const, population, ...empty },
      epci: [code],
    })),
    ...territory.agencies.map(agency => ({
      row: {
        code: `agence:${agency.name}`,
        name: agency.name,
        kind: 'agence' as const,
        population: agency.epci.reduce((sum, code) => sum + (populations.get(code) ?? 0), 0),
        ...empty,
      },
      epci: agency.epci,
    })),
  ]
}

/** By EPCI code. A zone that holds one commune of an EPCI reaches that EPCI; an unknown zone reaches only where the offer receives. */
export function reachOf({ offer }: OfferState, department: string, geography: CoverageGeography): Map<string, Reach> {
  const { service } = offer
  const reach = new Map<string, Reach>()
  const modes = service.modes_accueil ?? []
  const elsewhere: Reach = modes.includes('a-distance') ? 'remote' : 'by_zone'
  for (const code of service.zone_eligibilite ?? []) {
    if (code === 'france' || code === department) for (const epci of geography.epci) reach.set(epci.code, elsewhere)
    else if (code.length === 9) {
      if (geography.epci.some(epci => epci.code === code)) reach.set(code, elsewhere)
    } else {
      const epci = geography.epciOf.get(code)
      if (epci) reach.set(epci, elsewhere)
    }
  }
  const place = geography.epciOf.get(service.code_insee ?? offer.structure.code_insee ?? '')
  const onlyRemote = modes.length > 0 && !modes.includes('en-presentiel')
  if (place && !onlyRemote) reach.set(place, 'on_site')
  return reach
}

function nearestOf(ways: (Reach | undefined)[]): Reach | null {
  if (ways.includes('on_site')) return 'on_site'
  if (ways.includes('remote')) return 'remote'
  return ways.includes('by_zone') ? 'by_zone' : null
}

function count(cells: Map<string, AreaCell>, area: string, category: string, who: string, how: Reach, toAll: boolean) {
  const key = `${area}\n${category}\n${who}`
  let cell = cells.get(key)
  if (!cell) {
    cell = { area, category, public: who, on_site: 0, by_zone: 0, remote: 0, reachable: 0, open_to_all: 0 }
    cells.set(key, cell)
  }
  cell[how] += 1
  cell.reachable += 1
  if (toAll) cell.open_to_all += 1
}

function desertsOf(
  input: CoverageInput,
  geography: CoverageGeography,
  areas: AreaOf[],
  cells: Map<string, AreaCell>,
): Desert[] {
  const waiting = waitingByCell(input, geography)
  return areas.flatMap(({ row }) => {
    if (row.kind !== 'epci') return []
    return CATEGORIES.flatMap(category => {
      const cell = cells.get(`${row.code}\n${category}\n${ANY}`)
      if (cell && cell.reachable > cell.remote) return []
      return [
        {
          area: row.code,
          area_name: row.name,
          category,
          category_name: labelOf('categories', category),
          level: cell ? ('a-distance-seulement' as const) : ('rien' as const),
          population: row.population,
          waiting: waiting.get(`${row.code}\n${category}`) ?? 0,
        },
      ]
    })
  })
}

function waitingByCell(input: CoverageInput, geography: CoverageGeography): Map<string, number> {
  const waiting = new Map<string, number>()
  for (const offer of input.offers) {
    if (isPublished(offer) || offer.state === 'retired') continue
    const categories = new Set((offer.offer.service.thematiques ?? []).map(categoryOf))
    for (const code of reachOf(offer, input.territory.department, geography).keys()) {
      for (const category of categories) {
        const key = `${code}\n${category}`
        waiting.set(key, (waiting.get(key) ?? 0) + 1)
      }
    }
  }
  return waiting
}

/** Deserts that an offer, once published, would fill: keys `epci\ncategory`. */
export function fills(offer: OfferState, department: string, geography: CoverageGeography): Set<string> {
  const categories = new Set((offer.offer.service.thematiques ?? []).map(categoryOf))
  const keys = new Set<string>()
  for (const [code, how] of reachOf(offer, department, geography)) {
    if (how !== 'remote') for (const category of categories) keys.add(`${code}\n${category}`)
  }
  return keys
}
