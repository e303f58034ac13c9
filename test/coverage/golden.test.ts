import { describe, test } from 'vitest'
import { bilanOf } from '../../src/coverage/bilan/bilan.ts'
import { bilanHtml } from '../../src/coverage/bilan/bilan-html.ts'
import { bilanDocument } from '../../src/coverage/bilan/document.ts'
import { compareReports } from '../../src/coverage/compare.ts'
import { sheetCsv } from '../../src/coverage/csv.ts'
import { decisions } from '../../src/coverage/decisions.ts'
import { renderReport } from '../../src/coverage/html.ts'
import type { ReportLinks } from '../../src/coverage/links.ts'
import { monthlyEmail } from '../../src/coverage/monthly-email.ts'
import { pastCoverage } from '../../src/coverage/past-coverage.ts'
import { coverageReport } from '../../src/coverage/report.ts'
import { actionSection } from '../../src/coverage/sections/action.ts'
import { areaSection } from '../../src/coverage/sections/area.ts'
import { gapsSection } from '../../src/coverage/sections/gaps.ts'
import { prefetPages } from '../../src/coverage/sections/prefet.ts'
import { structureSection } from '../../src/coverage/sections/structures.ts'
import { reportSheets } from '../../src/coverage/sheets.ts'
import { monthsOf, pastOf } from '../../src/coverage/trend.ts'
import { expectHeld, elements as lines } from './held.ts'
import { census, geography, outlines, rich } from './rich-departement.ts'
import { convention, input } from './small-departement.ts'

/*
 * What the report of an invented département says, letter by letter: what is computed by hand stands in hand-computed.test.ts; this holds the rest still.
 */
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
const given = { source: 'Caf, fin 2029', byEpci: { '999000001': 410, '999000003': 0 } }
const told = coverageReport({ ...rich, territory: { ...rich.territory, beneficiaries: given } }, geography)
/** The pages of one action, structure or territory each, with links to the others and without. */
const pages = () => {
  const { lines: actions, structures, areas } = told
  return [
    ...[...actions.map(({ id }) => id), '9/none'].map(id => actionSection(told, id, LINKS)),
    ...[...structures.map(({ partner }) => partner), 'dept', 'none'].map(id => structureSection(told, id, LINKS)),
    ...areas.map(area => areaSection(told, area, LINKS, '')),
    actionSection(told, '1/a', {}),
    structureSection(told, 'p1', {}),
    ...areas.slice(0, 1).map(area => areaSection(told, area, {}, '')),
  ]
}
const prefet = () => {
  const [may, june] = [pastOf(before), pastOf(richReport)]
  const figures = { ...may.figures, 'actions-referencees': { value: 1, of: 4 } }
  const months = monthsOf([may, { date: '2030-03-02', figures }, june])
  const none = { ...richReport, lines: richReport.lines.map(line => ({ ...line, offer: false })), indicators: [] }
  const all = richReport.lines.map(line => ({ ...line, state: 'referenced' as const }))
  const options = { decisions: decisions(richReport, 'Bilan.'), months }
  return [
    prefetPages(mapped, { ...options, base: '/rapport', bilan: '/bilan', area: code => `/territoire/${code}` }),
    prefetPages(richReport, options),
    prefetPages({ ...smallReport, date: '2030-06-30' }, { decisions: [], months: months.slice(0, 1) }),
    prefetPages(none, { decisions: [], months: [] }),
    prefetPages({ ...richReport, lines: all, catalogue: null }, { decisions: [], months }),
  ]
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
    ['pages.html.txt', () => pages().map(lines).join('\n\n')],
    ['prefet.html.txt', () => prefet().map(lines).join('\n\n')],
    ['past.json.txt', () => json(pastCoverage({ ...census, taken: '2030-04-30' }, told, geography))],
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
    expectHeld(name, says())
  })
})
