import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { bilanOf } from '../../src/coverage/bilan/bilan.ts'
import { bilanHtml } from '../../src/coverage/bilan/bilan-html.ts'
import { bilanDocument } from '../../src/coverage/bilan/document.ts'
import { compareReports } from '../../src/coverage/compare.ts'
import { sheetCsv } from '../../src/coverage/csv.ts'
import { decisions } from '../../src/coverage/decisions.ts'
import { renderReport } from '../../src/coverage/html.ts'
import type { ReportLinks } from '../../src/coverage/links.ts'
import { monthlyEmail } from '../../src/coverage/monthly-email.ts'
import { coverageReport } from '../../src/coverage/report.ts'
import { gapsSection } from '../../src/coverage/sections/gaps.ts'
import { reportSheets } from '../../src/coverage/sheets.ts'
import { geography, outlines, rich } from './rich-departement.ts'
import { convention, input } from './small-departement.ts'

/*
 * What the report of an invented département says, letter by letter: what is computed by hand stands in hand-computed.test.ts; this holds the rest still.
 * `UPDATE_GOLDENS=1` writes what it says today, for a person to read before committing.
 */
const UPDATE = process.env.UPDATE_GOLDENS === '1'
const golden = (name: string) => new URL(`./golden/${name}`, import.meta.url)

const richReport = coverageReport(rich, geography)
const mapped = { ...richReport, outlines }
const smallReport = coverageReport(input, geography)
const before = coverageReport({ ...rich, date: '2030-05-31', offers: rich.offers.slice(0, 2), census: null }, geography)
const comparison = compareReports(before, richReport)

const LINKS: ReportLinks = {
  line: id => `/action/${id}`,
  structure: partner => `/structure/${partner}`,
  service: slug => `/service/${slug}`,
  offer: (source, key) => `/offre/${source}/${key}`,
  area: code => `/territoire/${code}`,
  past: day => `/passe/${day}`,
  page: id => `/page/${id}`,
}
/** A line an element, so that a difference is read. */
const lines = (html: unknown) => String(html).replace(/></g, '>\n<')
const json = (value: unknown) => JSON.stringify(value, null, 1)
const answers = ['depense:2/x + 2/y', 'etp-chefferie', 'mise-en-oeuvre:1', 'places:1/a'].map((box, at) => ({
  box,
  value: String(12 * (at + 1)),
  by: 'Claire Martin',
  at: `2030-0${at + 3}-01T09:00:00.000Z`,
}))
const account = bilanOf({ ...convention, id: 'c' }, richReport, answers)
const over = bilanOf({ ...convention, id: 'c' }, { ...richReport, date: '2031-03-15' }, answers)
const letter = (...given: Parameters<typeof monthlyEmail>) => {
  const { subject, text, html } = monthlyEmail(...given)
  return `${subject}\n\n${text}\n${lines(html)}`
}
const sheets = (report: typeof richReport) =>
  reportSheets(report, slug => `https://dora/${slug}`).map(
    sheet => `# ${json({ ...sheet, rows: sheet.rows.length })}\n${sheetCsv(sheet, 'excel-fr')}`,
  )

describe('letter by letter', () => {
  test.each<[string, () => string]>([
    ['report.json.txt', () => json(richReport)],
    [
      'report.html.txt',
      () =>
        lines(
          renderReport(mapped, {
            files: '/rapport/2030-06-30',
            permalink: { href: '/fige', fingerprint: 'a'.repeat(64) },
            comparison,
            links: LINKS,
          }),
        ),
    ],
    ['small-report.html.txt', () => lines(renderReport({ ...smallReport, date: '2030-06-30' }))],
    [
      'gaps.html.txt',
      () =>
        lines(gapsSection(richReport, LINKS, { epci: '999000003', public: 'jeunes' })) +
        lines(gapsSection(richReport, {}, { thematique: 'mobilite' })),
    ],
    ['sheets.csv.txt', () => sheets(richReport).join('\n')],
    [
      'comparison.json.txt',
      () => json([comparison, compareReports(smallReport, richReport), compareReports(richReport, smallReport)]),
    ],
    [
      'decisions.json.txt',
      () => json([decisions(richReport, null), decisions(richReport, 'Bilan.'), decisions(smallReport, null)]),
    ],
    ['letter.txt', () => letter(richReport, comparison, 'http://exemple.test/r')],
    ['first-letter.txt', () => letter(richReport, null, 'http://exemple.test/r')],
    ['still-letter.txt', () => letter(richReport, compareReports(richReport, richReport), 'http://exemple.test/r')],
    ['bilan.json.txt', () => json([account, over])],
    ['bilan.html.txt', () => lines(bilanHtml(bilanDocument(account))) + lines(bilanHtml(bilanDocument(over)))],
  ])('%s', (name, says) => {
    const said = `${says()}\n`
    if (UPDATE) writeFileSync(golden(name), said)
    expect(said).toBe(readFileSync(golden(name), 'utf8'))
  })
})
