import { labelOf, valuesOf } from '../reference/referentiels.ts'
import { CATALOGUE_COUNTS, NOT_NOTED } from './catalogue-columns.ts'
import type { CatalogueAccount, CatalogueMonth } from './catalogue-contract.ts'
import { gapsOf } from './gaps.ts'
import { ORIGIN_WORDS, toldOrigins } from './origins.ts'
import type { CoverageReport } from './report-contract.ts'
import { day, decimal, type Filled, number, type ReportSheet, sheetOf, text } from './sheet.ts'
import type { Area, AreaCell, OriginCount, Origins } from './territory-contract.ts'

/** Counts by who holds the services, when the report tells them apart. */
const byOrigin = (report: CoverageReport, count: keyof OriginCount) =>
  toldOrigins(report).map(
    (origin): Filled<{ origins: Origins }> => [
      number(ORIGIN_WORDS[origin], 18),
      ({ origins }) => origins[origin][count],
    ],
  )

export function areaSheet(report: CoverageReport): ReportSheet {
  const rsa: Filled<Area>[] = [
    [number('Bénéficiaires du RSA', 14), a => a.beneficiaries],
    [decimal('Sur place, pour 1 000 bénéficiaires', 22), a => (a.beneficiaries ? a.per_1000_rsa : null)],
  ]
  return sheetOf<Area>({ id: 'territoires', name: 'Territoires' }, report.areas, [
    [text('Type', 8), a => a.kind],
    [text('Code', 14), a => (a.kind === 'epci' ? a.code : '')],
    [text('Territoire', 46), a => a.name],
    [number('Habitants'), a => a.population],
    [number('Sur place'), a => a.on_site],
    ...byOrigin(report, 'on_site'),
    [number('Ailleurs'), a => a.by_zone],
    [number('À distance'), a => a.remote],
    [number('En tout'), a => a.reachable],
    ...byOrigin(report, 'reachable'),
    [decimal('Sur place, pour 10 000 habitants', 22), a => (a.population > 0 ? a.per_10000 : null)],
    ...(report.beneficiaries_source === null ? [] : rsa),
  ])
}

export function cellSheet(report: CoverageReport): ReportSheet {
  const areas = new Map(report.areas.map(area => [area.code, area]))
  const perTenThousand = ({ area, on_site }: AreaCell) => {
    const population = areas.get(area)?.population ?? 0
    return population > 0 ? Math.round((on_site * 100_000) / population) / 10 : null
  }
  return sheetOf<AreaCell>({ id: 'couverture', name: 'Couverture' }, report.cells, [
    [text('Type', 8), cell => areas.get(cell.area)?.kind ?? ''],
    [text('Territoire', 46), cell => areas.get(cell.area)?.name ?? cell.area],
    [text('Thématique', 40), cell => (cell.category === '*' ? '*' : labelOf('categories', cell.category))],
    [text('Public', 40), cell => (cell.public === '*' ? '*' : labelOf('publics', cell.public))],
    [number('Sur place'), cell => cell.on_site],
    [number('Ailleurs'), cell => cell.by_zone],
    [number('À distance'), cell => cell.remote],
    [number('En tout'), cell => cell.reachable],
    ...byOrigin(report, 'reachable'),
    [number('Dont ouverts à tous', 20), cell => cell.open_to_all],
    [decimal('Sur place, pour 10 000 habitants', 22), perTenThousand],
  ])
}

const LEVEL_WORDS = { rien: 'rien nulle part', joignable: 'joignable d’ailleurs ou à distance' } as const

/** EPCI × thématique × public where nobody is received on the spot; `*`: all publics together. */
export function desertSheet(report: CoverageReport): ReportSheet {
  const who = ['', ...valuesOf('publics').filter(value => value !== 'tous-publics')]
  const gaps = who.flatMap(value =>
    gapsOf(report, { public: value }).flatMap(gap =>
      gap.level === 'sur-place' ? [] : [{ ...gap, level: gap.level, who: value }],
    ),
  )
  return sheetOf({ id: 'deserts', name: 'Déserts' }, gaps, [
    [text('EPCI', 46), gap => gap.area.name],
    [text('Thématique', 40), gap => gap.category_name],
    [text('Public', 40), gap => (gap.who === '' ? '*' : labelOf('publics', gap.who))],
    [text('Niveau', 30), gap => LEVEL_WORDS[gap.level]],
    [number('Joignables'), gap => gap.reachable],
    [number('Habitants'), gap => gap.area.population],
    [number('Offres en attente', 18), gap => gap.waiting],
  ])
}

/** What the last census of each month counted; a census that did not note a figure says so. */
export function catalogueSheet({ months }: CatalogueAccount): ReportSheet {
  return sheetOf({ id: 'catalogue', name: 'Catalogue' }, months, [
    [day('Recensé le'), ({ date }) => date],
    ...CATALOGUE_COUNTS.map(
      ([header, name]): Filled<CatalogueMonth> => [number(header, 16), ({ counts }) => counts[name]],
    ),
    [decimal('Qualité médiane (%)', 16), ({ counts: { quality } }) => (quality ? percent(quality.median) : NOT_NOTED)],
    [number('À 80 % ou plus', 16), ({ counts: { quality } }) => (quality ? quality.good : NOT_NOTED)],
    [number('Qualité connue de', 16), ({ counts: { quality } }) => (quality ? quality.counted : NOT_NOTED)],
    [decimal('Délai de publication médian (jours)', 22), ({ counts: { delay } }) => (delay ? delay.median : NOT_NOTED)],
    [number('Délai connu de', 16), ({ counts: { delay } }) => (delay ? delay.counted : NOT_NOTED)],
  ])
}

const percent = (share: number | null) => (share === null ? null : Math.round(share * 1000) / 10)
