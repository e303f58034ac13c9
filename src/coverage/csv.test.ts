import { expect, test } from 'vitest'
import { sheetCsv } from './csv.ts'
import { adding, day, decimal, isWide, number, type SheetColumn, sheetOf, text, totalRow } from './sheet.ts'

const sheet = {
  id: 'x',
  name: 'X',
  columns: [{ ...day('Date'), header: '=Le' }, text('Quoi : x'), decimal('Taux')],
  rows: [
    ['2030-06-30', '=1+1', 1.5],
    ['le 2030-06-30', '2030-06-30', null],
    ['2030-06-30T00:00', 'a : b', -2],
  ],
}

test('for Excel in French dates and decimals are French, and nothing is computed; heads stay as they are', () => {
  expect(sheetCsv(sheet, 'excel-fr')).toBe(
    "\uFEFF=Le;Quoi : x;Taux\r\n30/06/2030;'=1+1;1,5\r\nle 2030-06-30;2030-06-30;\r\n2030-06-30T00:00;a\u00A0: b;-2\r\n",
  )
})

test('for machines all is as it was', () => {
  expect(sheetCsv(sheet, 'machine')).toBe(
    '=Le,Quoi : x,Taux\n2030-06-30,=1+1,1.5\nle 2030-06-30,2030-06-30,\n2030-06-30T00:00,a : b,-2\n',
  )
})

test.each<[SheetColumn[], (string | number | null)[] | null]>([
  [
    [text('Nom'), adding(number('N')), number('M'), text('Autre')],
    ['Total', 5, null, null],
  ],
  [
    [adding(number('Nom')), adding(number('N')), text('M'), number('Autre')],
    [0, 5, 'Total', null],
  ],
  [
    [adding(text('Nom')), number('N'), number('M'), number('Autre')],
    [0, null, null, null],
  ],
  [[text('Nom'), number('N'), number('M'), number('Autre')], null],
])('the total stands under what adds up, its name under the first text, table %#', (columns, total) => {
  const rows = [
    ['a', 2, 1, 'x'],
    ['b', 3, 1, 'y'],
    ['c', null, 1, 'z'],
  ]
  expect(totalRow({ ...sheet, columns, rows })).toEqual(total)
  expect(totalRow({ ...sheet, columns, rows: [] })).toBeNull()
})

test('a table wider than 190 characters is printed on A3', () => {
  const wide = (...widths: number[]) => isWide({ ...sheet, columns: widths.map(width => text('', width)) })
  expect([wide(100, 90), wide(100, 91), wide()]).toEqual([false, true, false])
})

test('a table is made of its columns, row by row', () => {
  const made = sheetOf<number>(
    { id: 'x', name: 'X', link: 1 },
    [1, 2],
    [
      [number('N'), n => n],
      [text('T'), n => `${n * 2}`],
    ],
  )
  expect(made).toEqual({
    id: 'x',
    name: 'X',
    link: 1,
    columns: [
      { header: 'N', kind: 'number', width: 12 },
      { header: 'T', kind: 'text', width: 24 },
    ],
    rows: [
      [1, '2'],
      [2, '4'],
    ],
  })
})
