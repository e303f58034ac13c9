import * as cheerio from 'cheerio'
import { parse } from 'csv-parse/sync'
import { readOds } from 'hucre/ods'
import { readXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { loadTerritory } from '../../src/config/territory.ts'
import { loadConvention } from '../../src/convention/load.ts'
import { exportReport } from '../../src/coverage/export.ts'
import { coverageReport } from '../../src/coverage/report.ts'
import { totalRow } from '../../src/coverage/sheet.ts'
import { reportSheets } from '../../src/coverage/sheets.ts'
import { standaloneReport } from '../../src/coverage/standalone.ts'
import { geography, input, offer } from './small-departement.ts'

/*
 * Every printed total, in every form, is what the rows beside it add up to; and all forms say the same.
 * Two worlds: the small one, and the real convention, where PEM'S is one amount for two lines and fiche 9 pays no offer.
 */
const config = (file: string) => new URL(`../../config/${file}`, import.meta.url).pathname
const real = coverageReport({
  date: '2026-11-28',
  convention: loadConvention(config('conventions/2024.yaml')),
  territory: loadTerritory(config('territory.yaml')),
  sources: [
    { id: 's1', name: 'Page du partenaire', partner: 'apase', lastSuccess: null, outcome: null },
    { id: 's2', name: 'Autre source', partner: 'adie', lastSuccess: '2026-11-27T03:00:00.000Z', outcome: null },
  ],
  offers: [
    offer('s1', 'o1', ['5/appui-aux-acteurs'], { code_insee: '35238', zone_eligibilite: ['35'] }),
    offer('s1', 'o2', ['5/accompagnement'], {}, { status: 'DRAFT' }),
    offer('s2', 'o3', ['1/numerique-adie'], { code_insee: '35115', zone_eligibilite: ['35'] }),
  ],
  rejections: [],
})
const small = coverageReport(input, geography)

/** «15 000 € avec …» → 15000; a cell that begins with no figure adds nothing. */
const figureOf = (text: string) => {
  const found = /^-?[\d\s]+(?:,\d+)?/u.exec(text.trim())
  return found ? Number(found[0].replace(/\s/gu, '').replace(',', '.')) : 0
}

test.each([
  ['small', small],
  ['real', real],
] as const)('%s: each total of the page is the sum of its column', (_, report) => {
  const $ = cheerio.load(standaloneReport(report))
  const totalled = $('table:has(tfoot)').toArray()
  expect(totalled.length).toBeGreaterThan(5)
  for (const table of totalled) {
    const rows = $(table).find('tbody tr').toArray()
    $(table)
      .find('tfoot tr > *')
      .each((at, cell) => {
        const total = $(cell).text().trim()
        if (total === '' || total === 'Total') return
        const sum = rows.reduce((all, row) => all + figureOf($(row).children().eq(at).text()), 0)
        const column = $(table).find('thead th').eq(at).text()
        expect(sum, `${$(table).find('caption').text()}, ${column}`).toBe(figureOf(total))
      })
  }
})

test.each([
  ['xlsx', readXlsx],
  ['ods', readOds],
] as const)(
  '%s: the last row of each sheet adds up the rows above it, and is the one that every form has',
  async (format, read) => {
    for (const report of [small, real]) {
      const book = await read((await exportReport(report, format)).bytes)
      for (const sheet of reportSheets(report)) {
        const total = totalRow(sheet)
        if (total === null) continue
        const rows = book.sheets.find(each => each.name === sheet.name)?.rows ?? []
        const printed = rows.at(-1) ?? []
        // Readers give the header row, which comes again on each printed page, or not.
        const body = rows.slice(0, -1).filter(row => row[0] !== sheet.columns[0]?.header)
        expect(printed, sheet.name).toContain('Total')
        sheet.columns.forEach((column, at) => {
          if (!column.adds) return
          const sum = body.reduce((all, row) => all + (typeof row[at] === 'number' ? (row[at] as number) : 0), 0)
          expect([sheet.name, column.header, sum]).toEqual([sheet.name, column.header, printed[at]])
          expect(sum).toBe(total[at])
        })
      }
    }
  },
)

test('CSV: no total among the rows, and each column adds up to the total of the other forms', async () => {
  for (const report of [small, real])
    for (const sheet of reportSheets(report)) {
      const total = totalRow(sheet)
      if (total === null) continue
      for (const form of ['csv', 'csv-machine'] as const) {
        const text = new TextDecoder().decode((await exportReport(report, form, { table: sheet.id })).bytes)
        const rows = parse(text, { bom: true, delimiter: form === 'csv' ? ';' : ',' }) as string[][]
        sheet.columns.forEach((column, at) => {
          if (!column.adds) return
          const sum = rows.slice(1).reduce((all, row) => all + Number((row[at] ?? '').replace(',', '.')), 0)
          expect([sheet.id, column.header, sum]).toEqual([sheet.id, column.header, total[at]])
        })
      }
    }
})

test('the State’s euros are the same everywhere: lines, fiches, parts of the figure, bilan, convention', () => {
  for (const [report, state] of [
    [small, 50_000],
    [real, 624_670],
  ] as const) {
    const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0)
    const { money } = report
    expect(sum(report.lines.map(line => line.counted_euros))).toBe(state)
    expect(sum(report.fiches.map(fiche => fiche.money.total))).toBe(state)
    expect(sum(report.bilan.map(row => row.planned_state))).toBe(state)
    expect(money.referenced + money.partial + money.missing + money.without_offer).toBe(state)
    const figure = report.indicators.find(one => one.id === 'euros-etat')
    expect(figure?.of).toBe(state - money.without_offer)
    for (const one of report.indicators)
      if (one.parts.length > 0) expect(sum(one.parts.map(part => part.value)), one.id).toBe(one.of ?? one.value)
  }
})

test('one share is said, of the euros that pay offers', () => {
  const said = real.headlines.join(' ').match(/\d+\s?%/gu) ?? []
  expect(new Set(said).size).toBe(1)
})
