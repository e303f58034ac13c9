import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { writeOds } from 'hucre/ods'
import { writeXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { readWorkbook } from '../../../test/harvest/read-workbook.ts'
import { sheetChooser, workbookRows } from './workbook-rows.ts'

const HEADER = ['Id', 'Nom', 'Lieu']
const MERGED = {
  name: 'Offres',
  rows: [HEADER, ['1', 'Vélo', 'Rennes'], ['2', 'Couture', null], ['3', 'Cuisine', null], ['4', 'Radio', null]],
  merges: [{ startRow: 1, startCol: 2, endRow: 3, endCol: 2 }],
}

async function offersOf(body: Uint8Array, sheet?: string | number) {
  const { offers, ...rest } = await readWorkbook(body, sheet)
  return { ...rest, offers: offers.map(({ key, fields }) => [key, fields.Lieu?.[0]?.words ?? null]) }
}

test.each([
  ['XLSX', writeXlsx],
  ['ODS', writeOds],
])('%s: a cell merged downwards says the same on each line that it covers', async (_, write) => {
  const { offers } = await offersOf(await write({ sheets: [MERGED] }))
  expect(offers).toEqual([
    ['1', 'Rennes'],
    ['2', 'Rennes'],
    ['3', 'Rennes'],
    ['4', null],
  ])
})

test('a key merged downwards is that of its first line alone', async () => {
  const merges = [{ startRow: 1, startCol: 0, endRow: 2, endCol: 0 }]
  const rows = [HEADER, ['1', 'Vélo', 'Rennes'], [null, 'Couture', 'Vitré']]
  const { offers, rejected } = await offersOf(await writeXlsx({ sheets: [{ name: 'A', rows, merges }] }))
  expect(offers).toEqual([['1', 'Rennes']])
  expect(rejected.map(({ code }) => code)).toEqual(['cle-absente'])
})

test('a hidden line is told, and is no offer; the reading is whole', async () => {
  const rows = [HEADER, ['1', 'Vélo', 'Rennes'], ['2', 'Vieux', 'Rennes'], ['', '', '']]
  const hidden = new Map([
    [2, { hidden: true }],
    [3, { hidden: true }],
  ])
  const { offers, rejected, outcome } = await offersOf(
    await writeXlsx({ sheets: [{ name: 'A', rows, rowDefs: hidden }] }),
  )
  expect(offers).toEqual([['1', 'Rennes']])
  expect(rejected).toMatchObject([{ code: 'ligne-masquee', key: '2', whose: 'partenaire' }])
  expect(rejected[0]?.message).toContain('La ligne 3 est masquée dans le classeur')
  expect(outcome.state).toBe('complete')
})

test('lines that a filter hides are read: it only hides them from whoever looks', async () => {
  const rows = [HEADER, ['1', 'Vélo', 'Rennes'], ['2', 'Radio', 'Vitré']]
  const sheet = { name: 'A', rows, rowDefs: new Map([[2, { hidden: true }]]) }
  const filter = (columns: { colIndex: number; filters: string[] }[]) => ({ range: 'A1:C3', columns })
  const keys = async (autoFilter: ReturnType<typeof filter>) =>
    (await offersOf(await writeXlsx({ sheets: [{ ...sheet, autoFilter }] }))).offers.map(([key]) => key)
  expect(await keys(filter([{ colIndex: 2, filters: ['Rennes'] }]))).toEqual(['1', '2'])
  expect(await keys(filter([]))).toEqual(['1'])
})

test('a filter of a table hides lines like that of a sheet; a group that is folded hides them no more', async () => {
  const rows = [HEADER, ['1', 'Vélo', 'Rennes'], ['2', 'Radio', 'Vitré']]
  const columns = HEADER.map(name => ({ name }))
  const tables = [{ name: 'Offres', range: 'A1:C3', columns, showAutoFilter: true }]
  const hidden = new Map([[2, { hidden: true }]])
  const body = await writeXlsx({ sheets: [{ name: 'A', rows, rowDefs: hidden, tables }] })
  const on = '<filterColumn colId="2"><filters><filter val="Rennes"/></filters></filterColumn>'
  const filtered = edited(body, 'xl/tables/table1.xml', table =>
    table.replace('<autoFilter ref="A1:C3"/>', `<autoFilter ref="A1:C3">${on}</autoFilter>`),
  )
  const keys = async (workbook: Uint8Array) => (await offersOf(workbook)).offers.map(([key]) => key)
  expect(await keys(filtered)).toEqual(['1', '2'])
  expect(await keys(body)).toEqual(['1'])
  const folded = new Map([[2, { hidden: true, outlineLevel: 1 }]])
  expect(await keys(await writeXlsx({ sheets: [{ name: 'A', rows, rowDefs: folded }] }))).toEqual(['1', '2'])
})

const edited = (body: Uint8Array, path: string, edit: (text: string) => string): Uint8Array => {
  const parts = unzipSync(body)
  return zipSync({ ...parts, [path]: strToU8(edit(strFromU8(parts[path] ?? new Uint8Array()))) })
}

test('a formula whose value was not kept is told, and its line waits: nobody knows what it says', async () => {
  const rows = [HEADER, ['1', 'Vélo', 'Rennes'], ['2', 'Radio', 'Vitré'], ['3', 'Couture', 'Redon']]
  const body = edited(await writeXlsx({ sheets: [{ name: 'A', rows }] }), 'xl/worksheets/sheet1.xml', sheet =>
    sheet
      .replace(/<c r="C3".*?<\/c>/, '<c r="C3"><f>UPPER("vitré")</f></c>')
      .replace(/<c r="C4".*?<\/c>/, '<c r="C4" t="str"><f>IF(1,"","x")</f><v></v></c>'),
  )
  const { offers, rejected, outcome } = await offersOf(body)
  expect(offers).toEqual([
    ['1', 'Rennes'],
    ['3', null],
  ])
  expect(rejected).toMatchObject([{ code: 'formule-sans-valeur', key: '2', field: 'Lieu', whose: 'partenaire' }])
  expect(outcome.state).toBe('partial')
})

test('the first sheet is the first that is shown; a name or another rank is what it says', async () => {
  const sheet = (name: string, hidden: boolean) => ({ name, hidden, rows: [HEADER, [name, 'x', 'y']] })
  const body = await writeXlsx({ sheets: [sheet('Vieux', true), sheet('Neuf', false), sheet('Autre', false)] })
  const key = async (wanted: string | number) => (await offersOf(body, wanted)).offers[0]?.[0]
  expect(await key(1)).toBe('Neuf')
  expect(await key(2)).toBe('Neuf')
  expect(await key(3)).toBe('Autre')
  expect(await key('Vieux')).toBe('Vieux')
  expect((await offersOf(body, 'Absent')).outcome.state).toBe('drifted')
  expect((await offersOf(body, 9)).outcome.state).toBe('drifted')
})

test('an ODS by rank and by name; its paragraphs are lines', async () => {
  const sheets = [
    { name: 'Un', rows: [HEADER, ['1', 'a\nb', 'Rennes']] },
    { name: 'Deux', rows: [HEADER, ['2', 'c', 'Vitré']] },
  ]
  const body = await writeOds({ sheets })
  const rows = async (wanted: string | number) => (await workbookRows(body, sheetChooser(wanted)))[0]?.rows
  expect((await rows(2))?.map(({ line, cells }) => [line, cells[0]])).toEqual([
    [1, 'Id'],
    [2, '2'],
  ])
  expect((await rows('Un'))?.[1]?.cells[1]).toBe('a\nb')
  expect(await rows('Trois')).toBeUndefined()
})

test('a merged cell says the same to its right too, a title alone on its line does not', async () => {
  const rows = [
    ['Id', 'Lundi', 'Mardi'],
    ['Nos permanences', null, null],
    ['1', '9h-12h', null],
  ]
  const merges = [
    { startRow: 1, startCol: 0, endRow: 1, endCol: 2 },
    { startRow: 2, startCol: 1, endRow: 2, endCol: 2 },
  ]
  const { offers } = await readWorkbook(await writeXlsx({ sheets: [{ name: 'A', rows, merges }] }))
  expect(offers.map(({ key, fields }) => [key, fields.Lundi?.[0]?.words, fields.Mardi?.[0]?.words])).toEqual([
    ['Nos permanences', undefined, undefined],
    ['1', '9h-12h', '9h-12h'],
  ])
})

test('a value of a hidden column is read, and says so', async () => {
  const sheet = { name: 'A', rows: [HEADER, ['1', 'Vélo', 'Rennes']], columns: [{}, { hidden: true }] }
  const { offers } = await readWorkbook(await writeXlsx({ sheets: [sheet] }))
  expect([offers[0]?.fields.Nom?.[0]?.unseen, offers[0]?.fields.Lieu?.[0]?.unseen]).toEqual([true, undefined])
})
