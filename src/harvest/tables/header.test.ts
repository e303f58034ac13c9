import { writeOds } from 'hucre/ods'
import { writeXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import { readWorkbook } from '../../../test/harvest/read-workbook.ts'
import { startTally } from '../tally.ts'
import { readTable } from './read-table.ts'

/** What the only offer says, by field: words joined by « | ». */
async function fieldsOf(lines: (string | null)[][], more: Record<string, unknown> = {}) {
  const settings = { key: 'Id', hintRows: 0, required: [], aliases: {}, columns: {}, ...more }
  const rows = [lines.map((cells, at) => ({ line: at + 1, cells: cells.map(cell => cell ?? '') }))]
  const tally = startTally({ known: 0 })
  const read = await Array.fromAsync(readTable(rows, settings, { document: 'd', address: 'a', sheet: null }, tally))
  return read.map(one => (one.kind === 'offer' ? words(one.offer.fields) : one.rejection.code))
}
const words = (fields: Record<string, { words: string }[]>) =>
  Object.fromEntries(
    Object.entries(fields).map(([name, values]) => [name, values.map(value => value.words).join(' | ')]),
  )

describe('a heading of two lines', () => {
  test('the second under the groups of the first: read by its group, by both, by itself when nothing else is called so', async () => {
    const read = await fieldsOf([
      ['Id', 'Lundi', '', 'Mardi', '', 'Contact', ''],
      ['', 'Matin', 'Après-midi', 'Matin', 'Après-midi', 'Téléphone', 'Courriel'],
      ['1', '9h-12h', '14h-17h', '10h-12h', '', '02 99 02 03 04', 'a@b.fr'],
    ])
    expect(read).toEqual([
      {
        Id: '1',
        Lundi: '9h-12h | 14h-17h',
        'Lundi Matin': '9h-12h',
        'Lundi Après-midi': '14h-17h',
        Mardi: '10h-12h',
        'Mardi Matin': '10h-12h',
        Contact: '02 99 02 03 04 | a@b.fr',
        'Contact Téléphone': '02 99 02 03 04',
        Téléphone: '02 99 02 03 04',
        'Contact Courriel': 'a@b.fr',
        Courriel: 'a@b.fr',
      },
    ])
  })

  test('the key in the second: the groups above add their names', async () => {
    const read = await fieldsOf([
      ['Nos offres', '', ''],
      ['Offre', '', 'Horaires', ''],
      ['Id', 'Nom', 'Jour', 'Heures'],
      ['1', 'Vélo', 'lundi', '9h-12h'],
    ])
    expect(read).toEqual([
      {
        Id: '1',
        Offre: '1 | Vélo',
        'Offre Id': '1',
        Nom: 'Vélo',
        'Offre Nom': 'Vélo',
        Jour: 'lundi',
        'Horaires Jour': 'lundi',
        Horaires: 'lundi | 9h-12h',
        Heures: '9h-12h',
        'Horaires Heures': '9h-12h',
      },
    ])
  })

  test('a name that a column has already is given to no other; spellings of the mapping count', async () => {
    const read = await fieldsOf(
      [
        ['Id', 'Lundi', '', 'Matin'],
        ['', 'Matin', 'Soir', ''],
        ['1', '9h', '18h', 'x'],
      ],
      { aliases: { lundi_soir: ['Lundi Soir'] } },
    )
    expect(read).toEqual([
      { Id: '1', Lundi: '9h | 18h', 'Lundi Matin': '9h', lundi_soir: '18h', Soir: '18h', Matin: 'x' },
    ])
  })

  test('a column that only the first line names', async () => {
    const read = await fieldsOf(
      [
        ['', 'Téléphone', 'Horaires', ''],
        ['Id', '', 'Jour', 'Heures'],
        ['1', '115', 'lundi', '9h'],
      ],
      { header: 2 },
    )
    expect(read).toMatchObject([{ Téléphone: '115', Horaires: 'lundi | 9h' }])
  })

  test('counted among the hints, it is one of them', async () => {
    const lines = [
      ['Id', 'Lundi', ''],
      ['', 'Matin', 'Soir'],
      ['1', '9h', '18h'],
    ]
    expect(await fieldsOf(lines, { hintRows: 1 })).toMatchObject([{ Lundi: '9h | 18h' }])
  })

  test.each([
    ['a figure in it', ['', '9h', '10h', '']],
    ['one word', ['', 'Matin', '', '']],
    ['a key', ['2', 'Matin', 'Soir', '']],
  ])('%s: it is no heading', async (_, second) => {
    const read = await fieldsOf([['Id', 'Lundi', '', 'Lieu'], second, ['1', '9h', '18h', 'Rennes']])
    expect(read.at(-1)).toEqual({ Id: '1', Lundi: '9h', 'colonne C': '18h', Lieu: 'Rennes' })
    expect(read).toHaveLength(2)
  })

  test('words under headings of their own are a line', async () => {
    const read = await fieldsOf([
      ['Id', 'Lundi', 'Mardi'],
      ['', 'Matin', 'Soir'],
      ['1', '9h', '18h'],
    ])
    expect(read).toEqual(['cle-absente', { Id: '1', Lundi: '9h', Mardi: '18h' }])
  })

  test.each([
    ['XLSX', writeXlsx],
    ['ODS', writeOds],
  ])('%s: merged cells tell the groups, one line or two', async (_, write) => {
    const rows = [
      ['Id', 'Lundi', null, 'Lieu'],
      [null, 'Matin', 'Soir', null],
      ['1', '9h', '18h', 'Rennes'],
    ]
    const merges = [
      { startRow: 0, startCol: 0, endRow: 1, endCol: 0 },
      { startRow: 0, startCol: 1, endRow: 0, endCol: 2 },
      { startRow: 0, startCol: 3, endRow: 1, endCol: 3 },
    ]
    const { offers } = await readWorkbook(await write({ sheets: [{ name: 'A', rows, merges }] }))
    expect(offers.map(({ fields }) => words(fields))).toMatchObject([
      { Lundi: '9h | 18h', 'Lundi Soir': '18h', Soir: '18h', Lieu: 'Rennes' },
    ])
    const one = [rows[0] ?? [], rows[2] ?? []]
    const wide = { startRow: 0, startCol: 1, endRow: 0, endCol: 2 }
    const alone = await readWorkbook(await write({ sheets: [{ name: 'A', rows: one, merges: [wide] }] }))
    expect(alone.offers.map(({ fields }) => words(fields))).toMatchObject([{ Lundi: '9h | 18h' }])
  })
})
