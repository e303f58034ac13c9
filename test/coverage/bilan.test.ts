import { readFileSync } from 'node:fs'
import { strFromU8, unzipSync } from 'fflate'
import { readOds } from 'hucre/ods'
import { readXlsx } from 'hucre/xlsx'
import mammoth from 'mammoth'
import { extractText, getDocumentProxy } from 'unpdf'
import { expect, test } from 'vitest'
import { loadTerritory } from '../../src/config/territory.ts'
import { loadConventions } from '../../src/convention/load.ts'
import { bilanOf, dueDay, readFigure } from '../../src/coverage/bilan/bilan.ts'
import type { BilanAnswer } from '../../src/coverage/bilan/bilan-contract.ts'
import { type Block, bilanDocument } from '../../src/coverage/bilan/document.ts'
import { BILAN_FORMATS, bilanFile } from '../../src/coverage/bilan/export-bilan.ts'
import { coverageReport } from '../../src/coverage/report.ts'

const config = new URL('../../config', import.meta.url).pathname
const [convention] = loadConventions(config)
if (convention === undefined) throw new Error('no convention')
const report = (date: string) =>
  coverageReport({
    date,
    convention,
    territory: loadTerritory(`${config}/territory.yaml`),
    sources: [],
    offers: [],
    rejections: [],
  })
const told = (box: string, value: string, at = '2025-02-01T09:00:00.000Z'): BilanAnswer => ({
  box,
  value,
  by: 'Claire Martin',
  at,
})
const february = bilanOf(convention, report('2025-02-10'), [
  told('depense:2/premieres-heures-emmaus', '89 500,50'),
  told('depense:5/accompagnement + 5/appui-aux-acteurs', '28 000'),
  told('depense:v1/chef-de-projet', '41 000'),
  told('etp-chefferie', '1'),
  told('places:4/paead', '24'),
])
const words = (text: unknown) => String(text ?? '').replace(/[\u00A0\u202F]/gu, ' ')

/** Titles of columns and first words of rows, by the short name of their part. */
function itemsOf(blocks: readonly Block[]): Map<string, Set<string>> {
  const parts = new Map<string, Set<string>>()
  let items = new Set<string>()
  for (const block of blocks) {
    if (block.kind === 'heading' && block.sheet) {
      items = new Set()
      parts.set(block.sheet, items)
    }
    if (block.kind !== 'table') continue
    for (const column of block.columns) items.add(column.header)
    for (const row of block.rows) items.add(String(row.cells[0] ?? ''))
  }
  return parts
}

/** What the text of the convention asks for, in few words; the table of docs/ddets.md may cut it finer. */
const ANNEXE_3 = ['Nature', 'Unité', 'Nombre d’unités', 'Coût unitaire', 'Date ou période', 'Objet', 'Montant']
const ASKED: Record<string, string[]> = {
  'Article 3.2': ['Action', 'Ce qui a été fait'],
  'Annexe 3, volet 1': [...ANNEXE_3, 'Total'],
  'Annexe 3, volet 2': [...ANNEXE_3, 'Sous-total', 'Total'],
  'Annexe 4, § 1': ['ETP dédiés à la chefferie', 'Rattachement', 'ETP dédiés à la transformation', 'Feuille de route'],
  'Annexe 4, § 2-a': ['Nom', 'Durée', 'Contenu', 'Heures', 'Individuel', 'Public', 'Coût unitaire', 'Places'],
  'Annexe 4, § 2-b': [
    'Nouveaux entrants',
    'Nouveaux entrants orientés',
    'À quelle fréquence',
    'Dont orientés en accompagnement global',
    'Orientés qui ne se sont pas présentés',
  ],
}

/** Rows «asked for by, item, source, place» of the table of docs/ddets.md. */
function listedItems(): string[][] {
  const page = readFileSync(new URL('../../docs/ddets.md', import.meta.url), 'utf8')
  const listed = /<!-- bilan -->([\s\S]*?)<!-- \/bilan -->/.exec(page)?.[1] ?? ''
  return listed
    .split('\n')
    .filter(line => line.startsWith('| '))
    .slice(1)
    .map(line =>
      line
        .split('|')
        .slice(1, -1)
        .map(cell => words(cell).trim()),
    )
}

/** Those that a document does not show where the table says. */
function absentFrom(blocks: readonly Block[]): string[] {
  const items = itemsOf(blocks)
  return listedItems()
    .filter(([, item = '', , where = '']) => ![...(items.get(where) ?? [])].map(words).includes(item))
    .map(([asked, item]) => `${asked}, ${item}`)
}

test('docs/ddets.md lists whatever the text asks for', () => {
  const listed = listedItems()
  for (const [asked, items] of Object.entries(ASKED))
    for (const item of items)
      expect(
        listed.some(([by = '', name = '']) => by === asked && name.startsWith(item)),
        `${asked}, ${item}`,
      ).toBe(true)
})

test('an item that leaves the account is missed: each of them, one after the other', () => {
  const blocks = bilanDocument(february)
  for (const [asked = '', item = '', , where = ''] of listedItems()) {
    let part: string | undefined
    const without = blocks.map((block): Block => {
      if (block.kind === 'heading') part = block.sheet ?? part
      if (block.kind !== 'table' || part !== where) return block
      return {
        ...block,
        columns: block.columns.filter(({ header }) => words(header) !== item),
        rows: block.rows.filter(({ cells }) => words(cells[0]) !== item),
      }
    })
    expect(absentFrom(without)).toContain(`${asked}, ${item}`)
  }
})

test('everything that annexe 3, annexe 4 and article 3.2 ask for is in the account, where docs/ddets.md says', () => {
  expect(listedItems().length).toBeGreaterThan(35)
  expect(absentFrom(bilanDocument(february))).toEqual([])
})

test('due three months after the end; days left, and what is missing', () => {
  expect(dueDay('2024-12-31')).toBe('2025-03-31')
  expect(dueDay('2025-06-30')).toBe('2025-09-30')
  // Not always at the end of a month; February, leap or not, is as long as it is.
  expect(['2025-06-15', '2025-11-29', '2025-11-30', '2023-11-30', '2024-02-29', '2026-02-28'].map(dueDay)).toEqual([
    '2025-09-15',
    '2026-02-28',
    '2026-02-28',
    '2024-02-29',
    '2024-05-31',
    '2026-05-31',
  ])
  expect([february.due, february.left]).toEqual(['2025-03-31', 49])
  const empty = bilanOf(convention, report('2025-04-02'), [])
  expect([empty.left, empty.missing]).toEqual([-2, empty.required])
  // Five boxes were filled in, all required.
  expect(february.required - february.missing).toBe(5)
})

test('what was said while the convention ran is asked again once it is over; the last word of a box counts', () => {
  const answers = [told('etp-chefferie', '0,5', '2024-06-01T09:00:00.000Z')]
  const during = bilanOf(convention, report('2024-07-01'), answers)
  expect(during.boxes.find(box => box.id === 'etp-chefferie')?.again).toBe(false)
  const after = bilanOf(convention, report('2025-01-10'), answers)
  expect(after.boxes.find(box => box.id === 'etp-chefferie')?.again).toBe(true)
  const again = bilanOf(convention, report('2025-01-10'), [
    told('etp-chefferie', '1', '2025-01-05T09:00:00.000Z'),
    ...answers,
  ])
  expect(again.pilotage[0]?.told).toMatchObject({ value: '1', by: 'Claire Martin' })
})

test('units, unit costs and sums: what was spent where it was said, what was planned everywhere', () => {
  const lines = february.volet2.flatMap(group => group.lines)
  expect(lines.find(line => line.id === '2/premieres-heures-emmaus')?.spent.value).toBe(89_500.5)
  // PAEAD: 30 000 € of the State and as much of the Département, 24 places told by a person.
  expect(february.parcours.find(row => row.line === '4/paead')?.unitCost.value).toBe(2500)
  expect(february.volet2.reduce((sum, group) => sum + group.plannedState, 0)).toBe(624_670)
  expect(february.volet2.reduce((sum, group) => sum + group.planned, 0)).toBe(1_249_340)
  expect(february.volet1.reduce((sum, group) => sum + group.planned, 0)).toBe(106_000)
  for (const group of [...february.volet1, ...february.volet2])
    expect(group.planned).toBe(group.lines.reduce((sum, line) => sum + line.planned, 0))
})

test('what the text says and is no duration is not given as one; sessions, ceilings, co-funders and Horizon are', () => {
  const row = (id: string) => february.parcours.find(each => each.line === id)
  expect(row('2/premieres-heures-emmaus')?.duration.value).toBeNull()
  expect(row('3/equilibre-emploi-departement')?.duration.value).toBeNull()
  expect(row('4/no-code')?.duration.value).toBe('700 heures')
  expect(row('7/sensibilisation-parentalite')?.duration.value).toMatch(/^Deux demi-journées/)
  expect(row('4/paead')?.also).toContain('Co-financeurs : Région Bretagne')
  expect(row('4/piga')?.also).toMatch(/8 personnes par session/)
  expect(row('1/numerique-adie')?.also).toMatch(/1 000 € au plus/)
  expect(february.implementation.find(line => line.action.startsWith('Horizon'))?.period).toMatch(/décembre 2027$/)
})

test.each([
  ['12 500,50', 12_500.5],
  ['12\u202F500 €', 12_500],
  ['0,5', 0.5],
  ['environ 12', null],
  // Twelve and a half, or twelve thousand five hundred: nobody guesses.
  ['12.500', null],
  ['1.234.567', null],
  ['0,125', 0.125],
  ['', null],
])('«%s» is read as %s', (typed, figure) => {
  expect(readFigure(typed)).toBe(figure)
})

test.each(BILAN_FORMATS)('%s: every total, every heading and what a person said are in the file', async format => {
  const { bytes, fileName } = await bilanFile(february, format)
  expect(fileName).toBe(`bilan-2024-2025-02-10.${format}`)
  if (format === 'xlsx' || format === 'ods') {
    const book = await (format === 'xlsx' ? readXlsx : readOds)(bytes)
    const sheet = book.sheets.find(each => each.name === 'Annexe 3, volet 2')
    const rows = sheet?.rows ?? []
    const total = rows.find(row => words(row[0]).startsWith('Total du volet 2')) ?? []
    const sum = (at: number) =>
      rows
        .filter(row => words(row[0]).startsWith('Sous-total'))
        .reduce((all, row) => all + (typeof row[at] === 'number' ? (row[at] as number) : 0), 0)
    expect([6, 7, 8].map(sum)).toEqual([6, 7, 8].map(at => total[at]))
    expect(total[8]).toBe(624_670)
    expect(words(total[9])).toMatch(/^Somme de 2 montants sur \d+ : les autres manquent$/)
    const lines = rows.filter(row => row[5] !== null && typeof row[7] === 'number' && !words(row[0]).startsWith('T'))
    expect(lines.reduce((all, row) => all + (row[7] as number), 0)).toBe(1_249_340)
    // The header, third row of each part, comes again on each printed page; names with a blank are quoted.
    const files = unzipSync(bytes)
    const inside = strFromU8(files[format === 'xlsx' ? 'xl/workbook.xml' : 'content.xml'] ?? new Uint8Array())
    expect(inside).toMatch(
      format === 'xlsx'
        ? />'Annexe 3, volet 2'!\$3:\$3</
        : /<table:table-header-rows><table:table-row[\s\S]{0,400}Nature de la dépense/,
    )
    expect(inside).not.toMatch(/<definedName [^>]*>[^<']*!/)
    return
  }
  const text =
    format === 'docx'
      ? (await mammoth.extractRawText({ buffer: Buffer.from(bytes) })).value
      : (await extractText(await getDocumentProxy(bytes, { verbosity: 0 }), { mergePages: true })).text
  const plain = words(text).replace(/\s+/g, ' ')
  for (const expected of [
    'Annexe 3 – Bilan financier, volet 2',
    '1 249 340 €',
    '624 670 €',
    'Claire Martin',
    'Pour le Département',
    'article 3.4',
  ])
    expect(plain.toLowerCase()).toContain(expected.toLowerCase())
  // No word of a header is cut: «pertinen|t)».
  for (const block of bilanDocument(february))
    for (const { header } of block.kind === 'table' ? block.columns : [])
      for (const word of words(header).split(' ')) expect(plain).toContain(word)
  // The names stand under what is signed, before what is missing.
  expect(plain.indexOf('Pour le Département')).toBeLessThan(plain.indexOf('Cases à remplir'))
  expect(plain).toContain('89 500,50 €')
})
