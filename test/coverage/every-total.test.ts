import * as cheerio from 'cheerio'
import { parse } from 'csv-parse/sync'
import { readOds } from 'hucre/ods'
import { readXlsx } from 'hucre/xlsx'
import mammoth from 'mammoth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fundings } from '../../src/convention/fundings.ts'
import { REPORT_PARTS } from '../../src/coverage/html.ts'
import type { CoverageReport } from '../../src/coverage/report-contract.ts'
import { totalRow } from '../../src/coverage/sheet.ts'
import { reportSheets } from '../../src/coverage/sheets.ts'
import { reportComputed, type SandboxPortal, startSandboxPortal } from '../browser/sandbox-portal.ts'
import { type Browser, browse, follow } from '../portal/browser.ts'
import { expenseTotals, figureOf, pdfExpenses, printedTotals, type Row, tableRows } from './add-up.ts'

/*
 * The program as it runs, a few sources read, one person's words in the account: whatever is printed as a total, in every form that people get,
 * is added up again from the rows beside it, and the figures of the whole from the ledger.
 */
const READ = ['adie', 'piga', 'clps', 'emmaus-rennes', 'presol', 'ufopeps']
let sandbox: SandboxPortal
let reader: Browser
let report: CoverageReport
beforeAll(async () => {
  sandbox = await startSandboxPortal({ only: READ })
  const { app, portal } = sandbox
  await app.ledger.bilanAnswers.add('2024', [
    { box: 'depense:2/premieres-heures-emmaus', value: '89 500,50', by: 'Claire Martin' },
    { box: 'depense:2/premieres-heures-prelude', value: '0,10', by: 'Claire Martin' },
    { box: 'depense:5/accompagnement + 5/appui-aux-acteurs', value: '28 000', by: 'Claire Martin' },
    { box: 'depense:v1/chef-de-projet', value: '41 000', by: 'Claire Martin' },
  ])
  reader = await enter(portal, 'ddets')
  await reportComputed(sandbox)
  report = (await (await reader.raw('/rapport.json')).json()) as CoverageReport
}, 60_000)
afterAll(() => sandbox?.close())

async function enter(portal: SandboxPortal['portal'], role: 'ddets' | 'gestionnaire'): Promise<Browser> {
  const person = { email: `${role}@example.org`, name: 'Lou Lecture', role }
  const { url } = await portal.access.invite(person, 'test', { mail: false })
  const browser = browse(portal.app)
  const { pathname } = new URL(url)
  await browser.get(pathname)
  await follow(browser, await browser.submit(pathname))
  return browser
}

const bytesOf = async (path: string) => {
  const answer = await reader.raw(path)
  expect([path, answer.status]).toEqual([path, 200])
  return new Uint8Array(await answer.arrayBuffer())
}
const pageOf = async (path: string) => {
  const page = await reader.get(path)
  expect([path, page.status]).toEqual([path, 200])
  return page.$
}
const spaced = (words: string) => words.replace(/[\s\u00A0\u202F]+/gu, ' ')

test('pages: each printed total is the sum of the column above it, on every page of the report', async () => {
  const parts = REPORT_PARTS.map(({ id }) => `/rapport/${id}`)
  const more = (await Promise.all(parts.map(pageOf))).flatMap($ =>
    $('main a[href^="/rapport/"]')
      .toArray()
      .map(link => $(link).attr('href') ?? ''),
  )
  const pages = new Set([
    ...parts,
    ...more.filter(href => /^\/rapport\/(?:actions|structures|territoires)\//.test(href)),
  ])
  expect(pages.size).toBeGreaterThan(50)
  const totals = (await Promise.all([...pages].map(pageOf))).flatMap(printedTotals)
  expect(totals.length).toBeGreaterThan(15)
  expect(totals.filter(({ printed, summed }) => printed !== summed)).toEqual([])
})

test('the two pages say what the tables say: actions, euros, services', async () => {
  const $ = await pageOf('/rapport')
  const figures = $('.prefet .figures li')
    .toArray()
    .map(item => spaced($(item).text()))
  const actions = await pageOf('/rapport/actions')
  const [fiches, lines] = tableRows(actions)
  const total = (fiches?.at(-1) ?? []).map(figureOf)
  const said = lines?.filter(row => row[4] === 'référencée').length
  expect(said).toBeGreaterThan(0)
  const offers = lines?.slice(1, -1).filter(row => row[4] !== 'sans objet').length
  expect([total[2], total[3]]).toEqual([offers, said])
  expect(figures[0]).toBe(`${said} sur ${offers}actions référencées dans DORA`)
  const euros = (value: number) => spaced(`${value.toLocaleString('fr-FR')} €`)
  const [, , , , state = 0, referenced = 0, partial = 0, missing = 0, without = 0] = total
  expect(state).toBe(referenced + partial + missing + without)
  expect(figures[1]).toBe(
    `${euros(referenced)}de la part de l’État, sur ${euros(state - without)} qui paient des offres`,
  )
  expect(spaced(actions('figcaption').first().text())).toContain(
    `${euros(referenced)} référencés, ${euros(partial)} en partie, ${euros(missing)} pas encore, ${euros(without)} sans offre`,
  )
  const services = await pageOf('/rapport/lectures')
  const published = figureOf(services('tfoot td').last().text())
  expect(figures[2]).toMatch(new RegExp(`^${published}services publiés`))
})

test('«Démarrer» counts the lines and the State’s euros as the report does', async () => {
  const { $ } = await (await enter(sandbox.portal, 'gestionnaire')).get('/demarrer')
  const offers = report.lines.filter(line => line.offer)
  const seen = offers.filter(line => line.state === 'referenced')
  const { referenced, total, without_offer: without } = report.money
  const euros = (value: number) => spaced(`${value.toLocaleString('fr-FR')} €`)
  expect(spaced($('main').text())).toContain(
    `${seen.length} lignes sur ${offers.length} dans DORA : ${euros(referenced)} de la part de l’État, sur ${euros(total - without)} qui paient des offres.`,
  )
  expect(
    tableRows($)
      .flatMap(rows => rows.slice(1))
      .reduce((sum, row) => sum + figureOf(row[2]), 0),
  ).toBe(report.lines.reduce((sum, line) => sum + (line.state_euros ?? 0), 0))
})

test('the ledger: actions, euros, services and sources, counted again from what the robot remembers and the text of the convention', async () => {
  const { app } = sandbox
  const partnerOf = new Map(app.sources.map(({ config }) => [config.id, config.partner]))
  const offers = (await app.ledger.offerStates()).filter(({ state }) => state !== 'retired')
  const shown = offers.filter(
    ({ slug, status, offer }) => slug !== null && status === 'PUBLISHED' && (offer.end ?? report.date) >= report.date,
  )
  const convention = app.convention
  const lines = convention.fiches.flatMap(fiche => fiche.lines)
  const bears = (line: string, partner: string | null) =>
    shown.some(
      ({ offer }) => offer.actions.includes(line) && (partner === null || partnerOf.get(offer.source) === partner),
    )
  const seen = new Set(
    lines
      .filter(
        ({ id, partners, offer }) =>
          offer && partners.every(partner => bears(id, partners.length === 1 ? null : partner)),
      )
      .map(({ id }) => id),
  )
  expect(report.lines.filter(line => line.offer && line.state === 'referenced').map(({ id }) => id)).toEqual([...seen])
  const paid = fundings(convention).filter(({ offer }) => offer)
  const euros = paid
    .filter(funding => funding.lines.every(line => !line.offer || seen.has(line.id)))
    .reduce((sum, { state }) => sum + state, 0)
  expect(report.money.referenced).toBe(euros)
  expect(report.money.total).toBe(convention.totals.stateVolet2)
  expect(report.services.length).toBe(offers.length)
  expect([...report.services].filter(row => row.published).length).toBe(shown.length)
  for (const { id, offers: count, published } of report.sources) {
    const own = (list: typeof offers) => list.filter(({ offer }) => offer.source === id).length
    expect([id, count, published]).toEqual([id, own(offers), own(shown)])
  }
  const figure = (id: string) => report.indicators.find(one => one.id === id)
  expect(figure('services-par-statut')?.value).toBe(offers.length)
  expect(figure('fraicheur')?.of).toBe(shown.length)
  for (const one of report.indicators)
    if (one.parts.length > 0)
      expect([one.id, one.parts.reduce((sum, { value }) => sum + value, 0)]).toEqual([one.id, one.of ?? one.value])
})

test.each([
  ['xlsx', readXlsx],
  ['ods', readOds],
] as const)('the report as %s: each «Total» row adds up, and is that of the page', async (format, read) => {
  const book = await read(await bytesOf(`/rapport/${report.date}.${format}`))
  let added = 0
  for (const sheet of reportSheets(report)) {
    const total = totalRow(sheet)
    if (total === null) continue
    const rows = book.sheets.find(each => each.name === sheet.name)?.rows ?? []
    const printed = rows.at(-1) ?? []
    sheet.columns.forEach((column, at) => {
      if (!column.adds) return
      added += 1
      const sum = rows
        .slice(0, -1)
        .reduce((all, row) => all + (typeof row[at] === 'number' ? (row[at] as number) : 0), 0)
      expect([sheet.name, column.header, printed[at]]).toEqual([sheet.name, column.header, sum])
      expect(sum).toBe(total[at])
    })
  }
  expect(added).toBeGreaterThan(10)
})

test('the report as CSV: no total among the rows, which add up to it', async () => {
  for (const sheet of reportSheets(report)) {
    const total = totalRow(sheet)
    if (total === null) continue
    const text = new TextDecoder().decode(await bytesOf(`/rapport/${report.date}.csv?table=${sheet.id}`))
    const rows = parse(text, { bom: true, delimiter: ';' }) as string[][]
    sheet.columns.forEach((column, at) => {
      if (!column.adds) return
      const sum = rows.slice(1).reduce((all, row) => all + figureOf(row[at]), 0)
      expect([sheet.id, column.header, sum]).toEqual([sheet.id, column.header, total[at]])
    })
  }
})

/** Tables of expenses of the account, in each form. */
const EXPENSE_TABLES: Record<string, () => Promise<Row[][]>> = {
  page: async () => tableRows(await pageOf('/rapport/bilan/2024')),
  xlsx: async () => sheetsOf(await readXlsx(await bytesOf('/rapport/bilan/2024/fichier/bilan-2024.xlsx'))),
  ods: async () => sheetsOf(await readOds(await bytesOf('/rapport/bilan/2024/fichier/bilan-2024.ods'))),
  docx: async () => {
    const buffer = Buffer.from(await bytesOf('/rapport/bilan/2024/fichier/bilan-2024.docx'))
    return tableRows(cheerio.load((await mammoth.convertToHtml({ buffer })).value))
  },
  pdf: async () => [await pdfExpenses(await bytesOf('/rapport/bilan/2024/fichier/bilan-2024.pdf'))],
}
const sheetsOf = ({ sheets }: { sheets: readonly { rows: readonly (readonly unknown[])[] }[] }): Row[][] =>
  sheets.map(({ rows }) =>
    rows.map(row => row.map(cell => (typeof cell === 'number' || typeof cell === 'string' ? cell : null))),
  )

test.each(Object.keys(EXPENSE_TABLES))(
  'the account as %s: lines add up to their subtotals, those to the totals of both volets, which are the convention’s',
  async form => {
    // A PDF draws both tables on the same pages: the sums begin again after the total of volet 1.
    const tables = (await EXPENSE_TABLES[form]?.()) ?? []
    const totals = tables.flatMap(splitAtTotals).flatMap(expenseTotals)
    expect(totals.filter(({ label }) => label.startsWith('Sous-total')).length).toBe(8)
    for (const { label, printed, summed } of totals) expect([label, printed]).toEqual([label, summed])
    const whole = totals.filter(({ label }) => label.startsWith('Total du volet')).map(({ printed }) => printed)
    expect(whole).toEqual([
      [41_000, 106_000, 106_000],
      [117_500.6, 1_249_340, 624_670],
    ])
  },
)

function splitAtTotals(rows: Row[]): Row[][] {
  const first = rows.findIndex(row => String(row[0] ?? '').startsWith('Total du volet 1'))
  return first === -1 ? [rows] : [rows.slice(0, first + 1), rows.slice(first + 1)]
}
