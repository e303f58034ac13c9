import { expect, test } from 'vitest'
import { expectHeld, partsOf } from '../../test/coverage/held.ts'
import { polishOds } from './polish-ods.ts'
import { polishXlsx } from './polish-xlsx.ts'
import { adding, day, decimal, euros, number, type ReportSheet, text } from './sheet.ts'
import { sheetsOds, sheetsXlsx } from './workbook.ts'

const wide = Array.from({ length: 28 }, (_, n) => number(`C${n}`, 7))
const sheets: ReportSheet[] = [
  {
    id: 'un',
    name: 'L’un & l"autre',
    columns: [text('Nom'), adding(euros('Part')), decimal('Taux'), day('Le'), text('Lien', 30)],
    rows: [
      ['A : b', 10, 1.25, '2030-06-30', 'https://exemple.test/a'],
      [null, 0.5, 3, null, 'ftp://exemple.test/b'],
    ],
    link: 4,
  },
  { id: 'deux', name: 'Deux mots', columns: wide, rows: [wide.map((_, n) => n)] },
  { id: 'trois', name: 'Vide', columns: [number('Rien', 190)], rows: [] },
]
const told = { title: 'Essai', date: '2030-06-30' }

test('sheets, cells, filters and pages, element by element', async () => {
  expectHeld(
    'small-sheets.xlsx.txt',
    partsOf(await sheetsXlsx(sheets, told), /sheet\d|workbook[.]xml$|styles|core|Strings/),
  )
  expectHeld('small-sheets.ods.txt', partsOf(await sheetsOds(sheets, told), /content|settings|styles|meta[.]xml/))
})

test('the type of an ODS comes first and unpacked, and its parts are in order; what is no workbook is refused', async () => {
  const bytes = await sheetsOds(sheets, told)
  expect(Buffer.from(bytes.subarray(30, 84)).toString()).toBe('mimetypeapplication/vnd.oasis.opendocument.spreadsheet')
  const names = [...partsOf(bytes, /./).matchAll(/^# (.*)$/gm)].map(([, name]) => name)
  expect(names).toEqual(['mimetype', ...names.slice(1).toSorted()])
  expect(() => polishOds(zip, sheets as never)).toThrow('polishOds: the file has no content.xml')
  expect(() => polishXlsx(zip)).toThrow('polishXlsx: the file has no xl/workbook.xml')
})
const zip = Uint8Array.from(Buffer.from('504b0506'.padEnd(44, '0'), 'hex'))
