import { labelOf } from '../reference/referentiels.ts'
import type { CoverageReport } from './report-contract.ts'
import { decimal, number, type ReportSheet, text } from './sheet.ts'

export function areaSheet({ areas }: CoverageReport): ReportSheet {
  return {
    id: 'territoires',
    name: 'Territoires',
    columns: [
      text('Type', 8),
      text('Code', 14),
      text('Territoire', 46),
      number('Habitants'),
      number('Sur place'),
      number('Ailleurs'),
      number('À distance'),
      number('En tout'),
      decimal('Sur place, pour 10 000 habitants', 22),
    ],
    rows: areas.map(a => [
      a.kind,
      a.kind === 'epci' ? a.code : '',
      a.name,
      a.population,
      a.on_site,
      a.by_zone,
      a.remote,
      a.reachable,
      a.per_10000,
    ]),
  }
}

export function cellSheet({ cells, areas }: CoverageReport): ReportSheet {
  const names = new Map(areas.map(area => [area.code, area]))
  return {
    id: 'couverture',
    name: 'Couverture',
    columns: [
      text('Type', 8),
      text('Territoire', 46),
      text('Thématique', 40),
      text('Public', 40),
      number('Sur place'),
      number('Ailleurs'),
      number('À distance'),
      number('En tout'),
      number('Dont ouverts à tous', 20),
      decimal('Sur place, pour 10 000 habitants', 22),
    ],
    rows: cells.map(cell => {
      const area = names.get(cell.area)
      const who = cell.public === '*' ? '*' : labelOf('publics', cell.public)
      const rate = area && area.population > 0 ? Math.round((cell.on_site * 100_000) / area.population) / 10 : null
      return [
        area?.kind ?? '',
        area?.name ?? cell.area,
        cell.category === '*' ? '*' : labelOf('categories', cell.category),
        who,
        cell.on_site,
        cell.by_zone,
        cell.remote,
        cell.reachable,
        cell.open_to_all,
        rate,
      ]
    }),
  }
}

export function desertSheet({ deserts }: CoverageReport): ReportSheet {
  return {
    id: 'deserts',
    name: 'Déserts',
    columns: [
      text('EPCI', 46),
      text('Thématique', 40),
      text('Niveau', 22),
      number('Habitants'),
      number('Offres en attente', 18),
    ],
    rows: deserts.map(d => [
      d.area_name,
      d.category_name,
      d.level === 'rien' ? 'aucune offre' : 'à distance seulement',
      d.population,
      d.waiting,
    ]),
  }
}
