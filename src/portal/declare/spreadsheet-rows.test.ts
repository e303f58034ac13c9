import { strToU8, zipSync } from 'fflate'
import { writeXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { odsWith } from '../../../test/harvest/bombs.ts'
import { spreadsheetRows } from './spreadsheet-rows.ts'

interface Sheet {
  name: string
  hidden?: true
  offer: string
}
const DRAFT: Sheet = { name: 'Brouillon', hidden: true, offer: 'Offre d’un brouillon' }
const SHOWN: Sheet = { name: 'Offres', offer: 'Atelier vélo' }
const NEXT: Sheet = { name: 'Suite', offer: 'Une autre' }

const xlsxOf = (sheets: readonly Sheet[]) =>
  writeXlsx({ sheets: sheets.map(({ offer, ...sheet }) => ({ ...sheet, rows: [['Nom'], [offer]] })) })

const odsOf = async (sheets: readonly Sheet[]) =>
  odsWith(
    sheets
      .map(({ name, hidden, offer }) => {
        const rows = ['Nom', offer].map(
          text =>
            `<table:table-row><table:table-cell office:value-type="string"><text:p>${text}</text:p></table:table-cell></table:table-row>`,
        )
        return `<table:table table:name="${name}" table:style-name="${hidden ? 'unseen' : 'seen'}">${rows.join('')}</table:table>`
      })
      .join(''),
    '<style:style style:name="unseen" style:family="table"><style:table-properties table:display="false"/></style:style>',
  )

test.each([
  ['XLSX', xlsxOf],
  ['ODS', odsOf],
] as const)('of a workbook in %s, the first sheet that its sender sees is read', async (_, written) => {
  for (const sheets of [
    [DRAFT, SHOWN, NEXT],
    [SHOWN, DRAFT, NEXT],
  ]) {
    const { rows } = await spreadsheetRows(await written(sheets))
    expect(rows.map(({ cells }) => cells)).toEqual([['Nom'], ['Atelier vélo']])
  }
  const { rows } = await spreadsheetRows(await written([DRAFT]))
  expect(rows.map(({ cells }) => cells)).toEqual([['Nom'], ['Offre d’un brouillon']])
})

test.each<[encoding: string, bytes: Uint8Array]>([
  ['DOS', Buffer.from('Nom;Lieu\nV\u0082lo;Foug\u008Ares\n', 'latin1')],
  ['Windows', Buffer.from('Nom;Lieu\nVélo;Fougères\n', 'latin1')],
  ['UTF-16 with its mark', Buffer.from('\uFEFFNom;Lieu\nVélo;Fougères\n', 'utf16le')],
  ['UTF-8 with its mark', Buffer.from('\uFEFFNom;Lieu\nVélo;Fougères\n')],
])('a table written in %s keeps its accents', async (_, bytes) => {
  expect((await spreadsheetRows(bytes)).rows.map(({ cells }) => cells)).toEqual([
    ['Nom', 'Lieu'],
    ['Vélo', 'Fougères'],
  ])
})

test('a Word document is named for what it is', async () => {
  const word = zipSync({ 'word/document.xml': strToU8('x') })
  await expect(spreadsheetRows(word)).rejects.toThrow(/un document Word \(\.docx\), pas un tableur/)
})
