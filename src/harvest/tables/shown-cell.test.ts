import { writeXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { sheetChooser, workbookRows } from './workbook-rows.ts'

test.each([
  ['a percentage', 0.25, '0%', '25%'],
  ['a sum of money', 1200.5, '_-* #,##0.00\\ "€"_-', '1 200,50 €'],
  ['a sum whose sign is a code', 20, '#,##0 [$€-40C]', '20 €'],
  ['a phone kept as a number', 299020304, '0#" "##" "##" "##" "##', '02 99 02 03 04'],
  ['a postal code', 1000, '00000', '01000'],
  ['a number with its unit', 35, '0" h"', '35 h'],
  ['all the digits of a number that is shortened', 13002526500013, '0.00E+00', '13002526500013'],
  ['all the digits of one that is rounded', 48.117266, '0.00', '48.117266'],
  ['a word in place of nothing', 0, '0;-0;"gratuit"', 'gratuit'],
  ['a day', 46084, 'dd/mm/yyyy', '2026-03-03'],
  ['a month', 46084, 'mmmm yyyy', '2026-03-03'],
  ['a day of the week', 46083, 'dddd', 'lundi'],
  ['a day of the week, as French Excel asks for it', 46083, '[$-40C]dddd;@', 'lundi'],
  ['a month by its name', 46084, 'mmmm', 'mars'],
  ['an hour', 0.3958333333, 'hh:mm', '09:30'],
  ['hours', 1.4583333333, '[h]:mm', '35:00'],
  ['a whole day of hours', 1, '[h]:mm:ss', '24:00'],
  ['hours under a day', 0.0625, '[h]:mm', '01:30'],
])('a cell of an XLSX, %s: %d under «%s» is «%s»', async (_, value, numFmt, words) => {
  const cells = new Map([['0,1', { value, type: 'number' as const, style: { numFmt } }]])
  const body = await writeXlsx({ sheets: [{ name: 'A', rows: [['Id', value]], cells }] })
  const read = (await workbookRows(body, sheetChooser(1)))[0]?.rows[0]?.cells[1]
  expect(read?.replace(/[\u00A0\u202F]/g, ' ')).toBe(words)
})
