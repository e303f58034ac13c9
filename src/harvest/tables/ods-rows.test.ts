import { describe, expect, test } from 'vitest'
import { odsOf, odsWith } from '../../../test/harvest/bombs.ts'
import { readWorkbook } from '../../../test/harvest/read-workbook.ts'
import { odsRows } from './ods-rows.ts'

const cell = (text: string, more = '') =>
  `<table:table-cell office:value-type="string"${more}><text:p>${text}</text:p></table:table-cell>`
const row = (cells: string, more = '') => `<table:table-row${more}>${cells}</table:table-row>`
const rowOf = (...texts: string[]) => row(texts.map(text => cell(text)).join(''))
const COVERED = '<table:covered-table-cell/>'

const rowsOf = (rows: string) => [...odsRows(odsOf(rows), () => true)].map(({ row }) => row)
const wordsOf = (cells: string) => rowsOf(row(cells))[0]?.cells

test.each([
  ['a percentage', 'percentage" office:value="0.25', '25 %', '25 %'],
  ['a sum of money', 'currency" office:currency="EUR" office:value="20', '20,00 €', '20,00 €'],
  ['a number with its unit', 'float" office:value="35', '35 h', '35 h'],
  ['a phone kept as a number', 'float" office:value="299020304', '02 99 02 03 04', '02 99 02 03 04'],
  ['a postal code', 'float" office:value="1000', '01000', '01000'],
  ['all the digits of a number that is shortened', 'float" office:value="13002526500013', '1,30E+13', '13002526500013'],
  ['all the digits of one that is rounded', 'float" office:value="48.117266', '48,12', '48.117266'],
  ['a number in a column too narrow', 'float" office:value="12', '###', '12'],
  ['one without shown words', 'float" office:value="7', '', '7'],
  ['one without value', 'float', '7', '7'],
  ['a day', 'date" office:date-value="2026-03-03', '03/03/26', '2026-03-03'],
  ['a day and an hour', 'date" office:date-value="2026-03-03T14:30:00', '03/03/26 14:30', '2026-03-03 14:30'],
  ['a day of the week', 'date" office:date-value="2026-03-02', 'lundi', 'lundi'],
  ['a date that is none', 'date" office:date-value="demain', 'demain', 'demain'],
  ['an hour', 'time" office:time-value="PT09H30M00S', '09:30', '09:30'],
  ['hours', 'time" office:time-value="PT35H00M00S', '35:00', '35:00'],
  ['yes', 'boolean" office:boolean-value="true', 'VRAI', 'oui'],
  ['no', 'boolean" office:boolean-value="false', 'FAUX', 'non'],
  ['words by their value alone', 'string" office:string-value="Vélo', '', 'Vélo'],
])('%s is read as it is shown', (_, kind, shown, words) => {
  expect(wordsOf(`<table:table-cell office:value-type="${kind}"><text:p>${shown}</text:p></table:table-cell>`)).toEqual(
    [words],
  )
})

test('paragraphs, blanks and links are words; comments and drawings are none', () => {
  const inside =
    '<office:annotation><text:p>à vérifier</text:p></office:annotation><text:p>a<text:s text:c="2"/>b<text:tab/>c<text:line-break/>d</text:p><text:p><text:a>site</text:a> e</text:p><draw:frame><text:p>logo</text:p></draw:frame>'
  expect(wordsOf(`<table:table-cell office:value-type="string">${inside}</table:table-cell>`)).toEqual([
    'a  b\tc\nd\nsite e',
  ])
})

test('rows in groups and headers that repeat on each page are rows; lines are those that are shown', () => {
  const rows = rowsOf(
    `<table:table-header-rows>${rowOf('Id')}</table:table-header-rows>${row(COVERED, ' table:number-rows-repeated="3"')}<table:table-row-group><table:table-row-group>${rowOf('1')}</table:table-row-group>${rowOf('2')}</table:table-row-group>${row(cell('3'), ' table:number-rows-repeated="2"')}${row('<table:table-cell table:number-columns-repeated="1024"/>', ' table:number-rows-repeated="1048000"')}`,
  )
  expect(rows.map(({ line, cells }) => [line, ...cells])).toEqual([
    [1, 'Id'],
    [5, '1'],
    [6, '2'],
    [7, '3'],
    [8, '3'],
  ])
})

test('cells repeated, and empty ones before', () => {
  expect(
    wordsOf(
      `<table:table-cell table:number-columns-repeated="2"/>${cell('x', ' table:number-columns-repeated="2"')}<table:table-cell/>`,
    ),
  ).toEqual(['', '', 'x', 'x'])
})

test('a merged cell says the same wherever it reaches; what it covers is not read', () => {
  const rows = rowsOf(
    row(
      `${cell('1')}${cell('9h-12h', ' table:number-columns-spanned="2" table:number-rows-spanned="2"')}<table:covered-table-cell><text:p>vieux</text:p></table:covered-table-cell>`,
    ) +
      row(`${cell('2')}${COVERED}${COVERED}`) +
      rowOf('3'),
  )
  expect(rows.map(({ cells, merged }) => [cells, merged])).toEqual([
    [
      ['1', '9h-12h'],
      [undefined, undefined, '9h-12h'],
    ],
    [['2'], [undefined, '9h-12h', '9h-12h']],
    [['3'], undefined],
  ])
})

describe('what is hidden', () => {
  test('a line that is put away is told as such, one that a filter hides is not', () => {
    const rows = rowsOf(
      rowOf('Id') + row(cell('1'), ' table:visibility="collapse"') + row(cell('2'), ' table:visibility="filter"'),
    )
    expect(rows.map(({ hidden }) => hidden)).toEqual([undefined, true, undefined])
  })

  test('columns', () => {
    const columns =
      '<table:table-column/><table:table-column-group><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/></table:table-column-group><table:table-column table:number-columns-repeated="16380"/>'
    expect([...(rowsOf(columns + rowOf('Id'))[0]?.unseen ?? [])]).toEqual([1, 2])
  })

  const style = (name: string, display: string, family = 'table') =>
    `<style:style style:name="${name}" style:family="${family}"><style:table-properties table:display="${display}"/></style:style>`
  const STYLES = style('ta1', 'true') + style('ta2', 'false') + style('ta3', 'false', 'table-row')
  const sheet = (name: string, of: string, ...ids: string[]) =>
    `<table:table table:name="${name}" table:style-name="${of}">${[['Id'], ...ids.map(id => [id])].map(texts => rowOf(...texts)).join('')}</table:table>`

  test('the first sheet is the first that is shown, and its cells say which it is', async () => {
    const body = odsWith(sheet('Vieux', 'ta2', 'a') + sheet('Neuf', 'ta1', 'b') + sheet('Autre', 'ta3', 'c'), STYLES)
    const { offers } = await readWorkbook(body)
    expect(offers.map(({ key, fields }) => [key, fields.Id?.[0]?.origin.where])).toEqual([
      ['b', 'feuille « Neuf », cellule A2'],
    ])
    expect((await readWorkbook(body, 'Vieux')).offers.map(({ key }) => key)).toEqual(['a'])
    expect((await readWorkbook(body, 3)).offers.map(({ key }) => key)).toEqual(['c'])
  })

  test('a workbook of hidden sheets alone is read from its first', async () => {
    const { offers } = await readWorkbook(odsWith(sheet('Vieux', 'ta2', 'a'), STYLES))
    expect(offers.map(({ key }) => key)).toEqual(['a'])
  })

  test('the lines that are put away are refused by themselves, the reading is whole', async () => {
    const { offers, rejected, outcome } = await readWorkbook(
      odsOf(rowOf('Id', 'Nom') + rowOf('1', 'Vélo') + row(cell('2') + cell('Vieux'), ' table:visibility="collapse"')),
    )
    expect(offers.map(({ key }) => key)).toEqual(['1'])
    expect(rejected).toMatchObject([{ code: 'ligne-masquee', key: '2' }])
    expect(outcome.state).toBe('complete')
  })

  test('a value of a hidden column says so', async () => {
    const columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    const { offers } = await readWorkbook(odsOf(columns + rowOf('Id', 'Nom') + rowOf('1', 'Vélo')))
    expect([offers[0]?.fields.Id?.[0]?.unseen, offers[0]?.fields.Nom?.[0]?.unseen]).toEqual([undefined, true])
  })
})

test('a table inside a drawing, or of changes that are tracked, is no sheet', () => {
  const body = odsWith(
    `<table:tracked-changes><table:table-cell><text:p>vieux</text:p></table:table-cell></table:tracked-changes><table:table table:name="A"><table:shapes><draw:frame><table:table table:name="B">${rowOf('b')}</table:table></draw:frame></table:shapes>${rowOf('a')}</table:table>`,
  )
  const announced: string[] = []
  const rows = [...odsRows(body, ({ name }) => announced.push(name) > 0)]
  expect(announced).toEqual(['A'])
  expect(rows.map(({ row }) => row.cells)).toEqual([['a']])
})

test('a file that is cut says so after what could be read', async () => {
  const { offers, rejected } = await readWorkbook(
    odsWith(`<table:table table:name="A">${rowOf('Id')}${rowOf('1')}<oups>`),
  )
  expect(offers.map(({ key }) => key)).toEqual(['1'])
  expect(rejected.map(({ code }) => code)).toEqual(['fichier-illisible'])
})

test('a folded group hides no line, and a formula without its value is told', () => {
  const bare = '<table:table-cell table:formula="of:=UPPER([.A1])"/>'
  const none = '<table:table-cell table:formula="of:=&quot;&quot;" office:value-type="string" office:string-value=""/>'
  const folded = `<table:table-row-group table:display="false">${row(cell('1') + none, ' table:visibility="collapse"')}</table:table-row-group>`
  const rows = [...odsRows(odsOf(rowOf('Id', 'Nom') + folded + row(cell('2') + bare)), () => true)].map(one => one.row)
  expect(rows.map(({ cells, hidden, uncomputed }) => [cells[0], hidden, uncomputed && [...uncomputed]])).toEqual([
    ['Id', undefined, undefined],
    ['1', undefined, undefined],
    ['2', undefined, [1]],
  ])
})
