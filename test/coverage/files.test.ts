import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import * as cheerio from 'cheerio'
import { parse } from 'csv-parse/sync'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { EXPORT_FORMATS, exportReport } from '../../src/coverage/export.ts'
import { coverageReport } from '../../src/coverage/report.ts'
import { geography, input, offer } from './small-departement.ts'

const FORMULA = '=HYPERLINK("http://piege.test")'
const report = coverageReport(
  {
    ...input,
    contacts: [{ partner: 'p1', day: '2030-02-01' }],
    offers: [
      ...input.offers,
      offer('s1', '@o4', ['1/a'], { nom: FORMULA }),
      offer('s1', 'o5', ['1/a'], { nom: '+33 2 99 00 00 00' }),
    ],
  },
  geography,
)

test('the same report gives the same bytes in every form', async () => {
  for (const format of EXPORT_FORMATS) {
    const [one, other] = [await exportReport(report, format), await exportReport(report, format)]
    expect(Buffer.from(one.bytes).equals(Buffer.from(other.bytes)), format).toBe(true)
    expect(one.fileName).toMatch(/^couverture-99-2030-06-30/)
  }
})

test('CSV for Excel in French: BOM, semicolons, CRLF, decimal comma, French dates, formulas made inert', async () => {
  const csv = async (table: string) =>
    new TextDecoder('utf-8', { ignoreBOM: true }).decode((await exportReport(report, 'csv', { table })).bytes)
  const actions = await csv('actions')
  expect(actions.startsWith('\uFEFFFiche;Volet;Action;')).toBe(true)
  expect(actions.split('\r\n')).toHaveLength(7)
  expect(actions).not.toMatch(/[^\r]\n/)
  const todo = parse(await csv('a-faire'), { bom: true, delimiter: ';', columns: true }) as Record<string, string>[]
  const keys = todo.flatMap(row => Object.values(row)).filter(cell => /^[=+\-@]/.test(cell))
  expect(keys).toEqual([])
  const lines = parse(actions, { bom: true, delimiter: ';', columns: true }) as Record<string, string>[]
  expect(lines[0]?.Services).toMatch(/^'=HYPERLINK/)
  expect(await csv('territoires')).toContain(';1,5\r\n')
  expect(await csv('structures')).toContain(';01/02/2030;')
})

test('CSV for machines: no BOM, commas, dots, ISO dates, text as it is', async () => {
  const csv = async (table: string) =>
    new TextDecoder('utf-8', { ignoreBOM: true }).decode((await exportReport(report, 'csv-machine', { table })).bytes)
  expect((await csv('territoires')).startsWith('Type,Code,')).toBe(true)
  expect(await csv('territoires')).toContain(',1.5\n')
  expect(await csv('structures')).toContain(',2030-02-01,')
  const lines = parse(await csv('actions'), { columns: true }) as Record<string, string>[]
  expect(lines[0]?.Services).toMatch(/^=HYPERLINK/)
})

test('an unknown table is refused with those that exist', async () => {
  await expect(exportReport(report, 'csv', { table: 'zzz' })).rejects.toThrow(
    /«.zzz.» inconnue.; attendu.: lisez-moi, indicateurs, /,
  )
})

/*
 * LibreOffice opens both files and writes them back as flat XML, where types can be read.
 * Needs `soffice` (Debian: libreoffice-calc-nogui). Without it this test fails and says so: an unopened file proves nothing.
 */
const soffice = process.env.SOFFICE ?? 'soffice'
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'couverture-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function openedByLibreOffice(format: 'xlsx' | 'ods'): Promise<cheerio.CheerioAPI> {
  try {
    execFileSync(soffice, ['--version'], { stdio: 'ignore' })
  } catch {
    throw new Error('LibreOffice (soffice) is not installed: apt-get install libreoffice-calc-nogui')
  }
  const file = join(folder, `rapport.${format}`)
  writeFileSync(file, (await exportReport(report, format)).bytes)
  const out = join(folder, format)
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, `profil-${format}`))}`
  await promisify(execFile)(soffice, [profile, '--headless', '--convert-to', 'fods', '--outdir', out, file], {
    timeout: 120_000,
  })
  return cheerio.load(readFileSync(join(out, 'rapport.fods'), 'utf8'), { xml: true })
}

interface FlatCell {
  type: string | undefined
  value: string | undefined
  formula: string | undefined
  text: string
}

function readSheet($: cheerio.CheerioAPI, name: string): FlatCell[][] {
  const sheet = $('table\\:table').filter((_, element) => $(element).attr('table:name') === name)
  return sheet
    .find('table\\:table-row')
    .toArray()
    .map(row =>
      $(row)
        .children('table\\:table-cell')
        .toArray()
        .flatMap(cell => {
          const repeat = Math.min(Number($(cell).attr('table:number-columns-repeated') ?? 1), 40)
          const type = $(cell).attr('office:value-type')
          const value = $(cell).attr(type === 'date' ? 'office:date-value' : 'office:value')
          return Array.from({ length: repeat }, () => ({
            type,
            value,
            formula: $(cell).attr('table:formula'),
            text: $(cell).find('text\\:p').text(),
          }))
        }),
    )
}

test.each(['xlsx', 'ods'] as const)(
  '%s opens in LibreOffice with the right types, accents and dates, and nothing runs',
  { timeout: 180_000 },
  async format => {
    const $ = await openedByLibreOffice(format)
    const names = $('table\\:table')
      .toArray()
      .map(element => $(element).attr('table:name'))
    expect(names).toEqual([
      'Lisez-moi',
      'Indicateurs',
      'Fiches',
      'Actions',
      'Structures',
      'Services',
      'Lectures',
      'Territoires',
      'Couverture',
      'Déserts',
      'Parcours',
      'Bilan (annexe 3)',
      'À faire',
      'Comptages',
    ])

    const column = (sheet: string, header: string) => {
      const rows = readSheet($, sheet)
      const at = rows[0]?.findIndex(cell => cell.text === header) ?? -1
      expect(at, `${sheet}, ${header}`).toBeGreaterThanOrEqual(0)
      return rows.slice(1).flatMap(row => row[at] ?? [])
    }
    const euros = column('Actions', 'Part de l’État')
    expect(euros[0]).toMatchObject({ type: expect.stringMatching(/^(float|currency)$/), value: '10000' })
    expect(column('Structures', 'Contactée le')[0]).toMatchObject({
      type: 'date',
      value: expect.stringMatching(/^2030-02-01/),
    })
    expect(column('Parcours', 'Début')[0]).toMatchObject({ type: 'date', value: expect.stringMatching(/^2030-01-01/) })
    expect(column('Territoires', 'Sur place, pour 10 000 habitants')[0]).toMatchObject({ type: 'float', value: '1.5' })
    expect(column('Lisez-moi', 'Contenu')[0]).toMatchObject({
      type: 'string',
      text: 'Couverture de l’offre d’insertion dans DORA',
    })

    const services = column('Actions', 'Services')[0]
    expect(services).toMatchObject({ type: 'string', formula: undefined })
    expect(services?.text).toMatch(/^=HYPERLINK/)
    expect($('[table\\:formula]').length).toBe(0)
  },
)

test('header frozen, filtered, and columns wide enough to read', async () => {
  const text = (files: Record<string, Uint8Array>, name: string) => strFromU8(files[name] ?? new Uint8Array())
  const xlsx = unzipSync((await exportReport(report, 'xlsx')).bytes)
  const sheets = Object.keys(xlsx).filter(name => /^xl\/worksheets\/sheet\d+\.xml$/.test(name))
  expect(sheets).toHaveLength(14)
  for (const sheet of sheets) {
    expect(text(xlsx, sheet), sheet).toMatch(/<pane [^>]*ySplit="1"[^>]*state="frozen"/)
    expect(text(xlsx, sheet), sheet).toMatch(/<autoFilter ref="A1:[A-Z]+\d+"/)
    expect(text(xlsx, sheet), sheet).toMatch(/<col [^>]*width="/)
  }
  const ods = unzipSync((await exportReport(report, 'ods')).bytes)
  expect(Object.keys(ods)[0]).toBe('mimetype')
  expect(text(ods, 'settings.xml').match(/"VerticalSplitPosition" config:type="int">1</g)).toHaveLength(14)
  expect(text(ods, 'content.xml').match(/table:display-filter-buttons="true"/g)).toHaveLength(14)
  expect(text(ods, 'content.xml').match(/<table:table-column table:style-name="width\d+"\/>/g)?.length).toBeGreaterThan(
    90,
  )
  expect(text(ods, 'content.xml').match(/<table:table-header-rows>/g)).toHaveLength(14)
  expect(text(ods, 'content.xml').match(/table:print-ranges=/g)).toHaveLength(14)
  expect(text(ods, 'styles.xml')).toContain('fo:wrap-option="wrap"')
})
