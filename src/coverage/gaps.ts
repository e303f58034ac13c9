import { labelOf, valuesOf } from '../reference/referentiels.ts'
import { ANY } from './cell-counts.ts'
import { desertLevel } from './deserts.ts'
import type { CoverageReport } from './report-contract.ts'
import type { Area, AreaCell, DesertLevel, Origins } from './territory-contract.ts'

/** What a reader asks for; absent: all of them. */
export interface GapsAsked {
  epci?: string | undefined
  thematique?: string | undefined
  public?: string | undefined
}

/** One EPCI × thématique, for one public or for any. */
export interface Gap {
  area: Area
  category: string
  category_name: string
  level: DesertLevel
  on_site: number
  reachable: number
  origins: Origins
  /** Offers that we know of and that would reach it; null: not told for one public. */
  waiting: number | null
}

const NOBODY: Origins = {
  followed: { on_site: 0, reachable: 0 },
  others: { on_site: 0, reachable: 0 },
  elsewhere: { on_site: 0, reachable: 0 },
}

/** Every EPCI × thématique that is asked for, with what the public finds there; a word that is not known asks for nothing. Pure. */
export function gapsOf(report: Pick<CoverageReport, 'areas' | 'cells' | 'deserts'>, asked: GapsAsked): Gap[] {
  const who = asked.public || ANY
  const cells = new Map<string, AreaCell>()
  for (const cell of report.cells) if (cell.public === who) cells.set(`${cell.area}\n${cell.category}`, cell)
  const waiting = new Map(report.deserts.map(each => [`${each.area}\n${each.category}`, each.waiting]))
  return report.areas
    .filter(area => area.kind === 'epci' && (!asked.epci || area.code === asked.epci))
    .flatMap(area =>
      valuesOf('categories')
        .filter(category => !asked.thematique || category === asked.thematique)
        .map((category): Gap => {
          const pair = `${area.code}\n${category}`
          const cell = cells.get(pair)
          return {
            area,
            category,
            category_name: labelOf('categories', category),
            level: desertLevel(cell),
            on_site: cell?.on_site ?? 0,
            reachable: cell?.reachable ?? 0,
            origins: cell?.origins ?? NOBODY,
            waiting: who === ANY ? (waiting.get(pair) ?? 0) : null,
          }
        }),
    )
}
