import { frenchNumber } from '../../common/french.ts'
import type { CoverageReport } from '../report-contract.ts'
import type { Area } from '../territory-contract.ts'

/** Under this count, a rate says little. */
export const SMALL = 5

/** One EPCI as a map shows it. */
export interface MapArea {
  code: string
  /** Short enough for a square. */
  name: string
  /** Services on the spot for 10 000 inhabitants. */
  rate: number
  on_site: number
  /** Place of its class in `classes`; null: no data, hatched. */
  level: number | null
}

/** A class of the map: none first, then those that have some, from `from` to under the next one. `words` are printed in the legend. */
export interface MapClass {
  from: number
  words: string
}

export interface AreaMap {
  areas: Map<string, MapArea>
  classes: MapClass[]
}

/** Services on the spot for 10 000 inhabitants, EPCI by EPCI, in at most five classes: none at all, then quarters of those that have some. Pure. */
export function areaMap(areas: readonly Area[]): AreaMap {
  const epci = areas.filter(area => area.kind === 'epci')
  const bounds = boundsOf(epci.filter(area => hasData(area) && area.on_site > 0).map(area => area.per_10000))
  return {
    classes: [
      { from: 0, words: 'aucun' },
      ...bounds.map((from, at) => ({ from, words: wordsOf(from, bounds[at + 1]) })),
    ],
    areas: new Map(
      epci.map(area => [
        area.code,
        {
          code: area.code,
          name: shortName(area.name),
          rate: area.per_10000,
          on_site: area.on_site,
          level: hasData(area) ? levelOf(area, bounds) : null,
        },
      ]),
    ),
  }
}

const hasData = ({ population }: Pick<Area, 'population'>) => population > 0

/** After the class of none: one service among very many inhabitants is a rate of zero, to the decimal, and yet not none. */
const levelOf = ({ on_site, per_10000 }: Area, bounds: readonly number[]) =>
  on_site === 0 ? 0 : 1 + bounds.findLastIndex(from => per_10000 >= from)

/** What a square or an outline says: «2,4», with a star when the count is small. */
export const rateWords = ({ rate, on_site, level }: MapArea): string =>
  level === null ? '–' : shownRate(rate, on_site, true)

/** A rate as people read it, the same on the map and in the tables: «2,4», «< 0,1» of what rounds to nothing, «–» where nobody is counted; a star when the count is small. */
export function shownRate(rate: number, on_site: number, people: boolean): string {
  if (!people) return '–'
  return `${rate === 0 && on_site > 0 ? '< 0,1' : frenchNumber(rate)}${on_site < SMALL ? '*' : ''}`
}

/** Lower bounds of the quarters of those that have some. */
function boundsOf(rates: readonly number[]): number[] {
  const some = rates.toSorted((a, b) => a - b)
  return [...new Set([0, 0.25, 0.5, 0.75].flatMap(share => some[Math.floor(share * some.length)] ?? []))]
}

function wordsOf(from: number, next: number | undefined): string {
  if (from === 0) return `moins de ${frenchNumber(next ?? 0.1)}`
  return next === undefined
    ? `${frenchNumber(from)} et plus`
    : `de ${frenchNumber(from)} à moins de ${frenchNumber(next)}`
}

/** «CC Liffré-Cormier Communauté» → «Liffré-Cormier»: a square is narrow. A «Pays de … et de …» stays whole. */
export const shortName = (name: string): string =>
  name
    .replace(/^(?:CC|CA|CU) (?:du |de la |de l[’']|de |d[’'])?(?:Pays (?:de |d[’'])(?!.* et d))?/u, '')
    .replace(/ (?:Communauté|Agglomération)$/u, '')

/** Everything that is drawn is in the table: a report without any EPCI has no map. */
export const hasMap = ({ areas }: Pick<CoverageReport, 'areas'>): boolean => areas.some(area => area.kind === 'epci')
