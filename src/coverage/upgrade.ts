import { labelOf, valuesOf } from '../reference/referentiels.ts'
import { desertLevel } from './deserts.ts'
import type { CoverageReport, LineAccount, ParcoursRow, ServiceRow } from './report-contract.ts'
import type { Area, AreaCell, Desert } from './territory-contract.ts'

type OldCell = Omit<AreaCell, 'origins'>
type OldArea = Omit<Area, 'origins' | 'beneficiaries' | 'per_1000_rsa'>

/** What the third version said later only: where each action is received. */
type Third = Omit<CoverageReport, 'received'> & { received?: CoverageReport['received'] }

/** What the second version did not say: only what the robot follows was counted. */
type Second = Omit<
  CoverageReport,
  'schema' | 'areas' | 'cells' | 'deserts' | 'services' | 'received' | 'outlines' | 'beneficiaries_source' | 'catalogue'
> & {
  schema: 'dora-sync/coverage/2'
  areas: OldArea[]
  cells: OldCell[]
  services: Omit<ServiceRow, 'epci' | 'seen'>[]
  deserts: (Omit<Desert, 'level'> & { level: 'rien' | 'a-distance-seulement' })[]
}

/** What the first version did not say either. */
type First = Omit<Second, 'schema' | 'lines' | 'parcours' | 'services' | 'sources' | 'map' | 'convention_end'> & {
  schema: 'dora-sync/coverage/1'
  lines: Omit<LineAccount, 'counted_euros'>[]
  parcours: Omit<ParcoursRow, 'rhythm' | 'per_session' | 'ceiling' | 'places_text' | 'cofunders'>[]
}

/** A report that an older version kept, as today's is read: what it did not say is empty. Pure. */
export function upgraded(kept: CoverageReport | Third | Second | First): CoverageReport {
  switch (kept.schema) {
    case 'dora-sync/coverage/3':
      return isWhole(kept) ? kept : { ...kept, received: null }
    case 'dora-sync/coverage/2':
      return toThird(kept)
    case 'dora-sync/coverage/1':
      return toThird(toSecond(kept))
  }
}

const isWhole = (kept: CoverageReport | Third): kept is CoverageReport => kept.received !== undefined

/** Who held the services, and the levels of the deserts, follow from the cells. */
function toThird(kept: Second): CoverageReport {
  const origins = ({ on_site, reachable }: OldCell | OldArea) => ({
    followed: { on_site, reachable },
    others: { on_site: 0, reachable: 0 },
    elsewhere: { on_site: 0, reachable: 0 },
  })
  const cells = new Map(
    kept.cells.filter(cell => cell.public === '*').map(cell => [`${cell.area}\n${cell.category}`, cell]),
  )
  const waiting = new Map(kept.deserts.map(each => [`${each.area}\n${each.category}`, each.waiting]))
  const desertsOfArea = ({ code, name, population }: OldArea): Desert[] =>
    valuesOf('categories').flatMap(category => {
      const pair = `${code}\n${category}`
      const level = desertLevel(cells.get(pair))
      if (level === 'sur-place') return []
      const category_name = labelOf('categories', category)
      return [
        { area: code, area_name: name, category, category_name, level, population, waiting: waiting.get(pair) ?? 0 },
      ]
    })
  return {
    ...kept,
    schema: 'dora-sync/coverage/3',
    areas: kept.areas.map(area => ({
      ...area,
      beneficiaries: null,
      per_1000_rsa: null,
      origins: origins(area),
    })),
    cells: kept.cells.map(cell => ({ ...cell, origins: origins(cell) })),
    deserts: kept.areas.filter(({ kind }) => kind === 'epci').flatMap(desertsOfArea),
    services: Array.from(kept.services, row => ({ ...row, seen: row.published ? 'unknown' : 'no', epci: null })),
    outlines: null,
    beneficiaries_source: null,
    catalogue: null,
    received: null,
  }
}

/** The euros of a line are found in its amounts. */
function toSecond(kept: First): Second {
  const amounts = new Map(kept.bilan.map(row => [row.line.split(' + ')[0] ?? row.line, row.planned_state]))
  return {
    ...kept,
    schema: 'dora-sync/coverage/2',
    lines: kept.lines.map(line => ({ ...line, counted_euros: amounts.get(line.id) ?? 0 })),
    parcours: kept.parcours.map(row => ({
      ...row,
      rhythm: null,
      per_session: null,
      ceiling: null,
      places_text: null,
      cofunders: [],
    })),
    services: [],
    sources: [],
    map: [],
    convention_end: '',
  }
}
