import { labelOf, valuesOf } from '../reference/referentiels.ts'
import { CATALOGUE_COUNTS, NOT_NOTED } from './catalogue-columns.ts'
import type { CatalogueAccount } from './catalogue-contract.ts'
import { gapsOf } from './gaps.ts'
import { ORIGIN_WORDS, toldOrigins } from './origins.ts'
import type { CoverageReport } from './report-contract.ts'
import { day, decimal, number, type ReportSheet, type SheetCell, type SheetColumn, text } from './sheet.ts'
import type { OriginCount, Origins } from './territory-contract.ts'

/** Counts by who holds the services, when the report tells them apart. */
function byOrigin(report: CoverageReport, count: keyof OriginCount) {
  const told = toldOrigins(report)
  return {
    columns: told.map((origin): SheetColumn => number(ORIGIN_WORDS[origin], 18)),
    cells: ({ origins }: { origins: Origins }): SheetCell[] => told.map(origin => origins[origin][count]),
  }
}

export function areaSheet(report: CoverageReport): ReportSheet {
  const { areas } = report
  const rsa = report.beneficiaries_source !== null
  const here = byOrigin(report, 'on_site')
  const all = byOrigin(report, 'reachable')
  return {
    id: 'territoires',
    name: 'Territoires',
    columns: [
      text('Type', 8),
      text('Code', 14),
      text('Territoire', 46),
      number('Habitants'),
      number('Sur place'),
      ...here.columns,
      number('Ailleurs'),
      number('À distance'),
      number('En tout'),
      ...all.columns,
      decimal('Sur place, pour 10 000 habitants', 22),
      ...(rsa ? [number('Bénéficiaires du RSA', 14), decimal('Sur place, pour 1 000 bénéficiaires', 22)] : []),
    ],
    rows: areas.map(a => [
      a.kind,
      a.kind === 'epci' ? a.code : '',
      a.name,
      a.population,
      a.on_site,
      ...here.cells(a),
      a.by_zone,
      a.remote,
      a.reachable,
      ...all.cells(a),
      a.per_10000,
      ...(rsa ? [a.beneficiaries, a.per_1000_rsa] : []),
    ]),
  }
}

export function cellSheet(report: CoverageReport): ReportSheet {
  const { cells, areas } = report
  const all = byOrigin(report, 'reachable')
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
      ...all.columns,
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
        ...all.cells(cell),
        cell.open_to_all,
        rate,
      ]
    }),
  }
}

const LEVEL_WORDS = { rien: 'rien nulle part', joignable: 'joignable d’ailleurs ou à distance' } as const

/** EPCI × thématique × public where nobody is received on the spot; `*`: all publics together. */
export function desertSheet(report: CoverageReport): ReportSheet {
  const who = ['', ...valuesOf('publics').filter(value => value !== 'tous-publics')]
  return {
    id: 'deserts',
    name: 'Déserts',
    columns: [
      text('EPCI', 46),
      text('Thématique', 40),
      text('Public', 40),
      text('Niveau', 30),
      number('Joignables'),
      number('Habitants'),
      number('Offres en attente', 18),
    ],
    rows: who.flatMap(value =>
      gapsOf(report, { public: value }).flatMap(({ area, category_name, level, reachable, waiting }): SheetCell[][] =>
        level === 'sur-place'
          ? []
          : [
              [
                area.name,
                category_name,
                value === '' ? '*' : labelOf('publics', value),
                LEVEL_WORDS[level],
                reachable,
                area.population,
                waiting,
              ],
            ],
      ),
    ),
  }
}

/** What the last census of each month counted. */
export function catalogueSheet({ months }: CatalogueAccount): ReportSheet {
  return {
    id: 'catalogue',
    name: 'Catalogue',
    columns: [
      day('Recensé le'),
      ...CATALOGUE_COUNTS.map(([header]) => number(header, 16)),
      decimal('Qualité médiane (%)', 16),
      number('À 80 % ou plus', 16),
      number('Qualité connue de', 16),
      decimal('Délai de publication médian (jours)', 22),
      number('Délai connu de', 16),
    ],
    rows: months.map(({ date, counts }) => [
      date,
      ...CATALOGUE_COUNTS.map(([, name]) => counts[name]),
      ...noted(
        counts.quality,
        ({ median, good, counted }) => [median === null ? null : Math.round(median * 1000) / 10, good, counted],
        3,
      ),
      ...noted(counts.delay, ({ median, counted }) => [median, counted], 2),
    ]),
  }
}

/** The cells of a figure; a census that did not note it says so. */
function noted<T>(found: T | undefined, cells: (found: T) => SheetCell[], many: number): SheetCell[] {
  return found === undefined ? Array<SheetCell>(many).fill(NOT_NOTED) : cells(found)
}
