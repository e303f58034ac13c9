import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { startTally } from '../tally.ts'
import { cellName } from './cell-name.ts'
import { cellText } from './cell-text.ts'
import { csvRows, sniffDelimiter } from './csv-rows.ts'
import { exportAddress } from './export-address.ts'
import { readTable } from './read-table.ts'
import { tableShape } from './table-settings.ts'

const Settings = z.strictObject(tableShape)

async function read(text: string, settings: unknown) {
  const tally = startTally({ known: 0 })
  const rows = csvRows(
    (async function* () {
      yield text
    })(),
  )
  const harvested = []
  for await (const one of readTable(
    rows,
    Settings.parse(settings),
    { document: 'd', address: 'https://x.fr/t.csv', sheet: null },
    tally,
  ))
    harvested.push(one)
  const offers = harvested.flatMap(one => (one.kind === 'offer' ? [one.offer] : []))
  const rejections = harvested.flatMap(one => (one.kind === 'rejected' ? [one.rejection] : []))
  return { offers, rejections, outcome: tally.outcome() }
}

describe('header', () => {
  test('spelling apart (case, accents, blanks), under lines of title', async () => {
    const { offers } = await read('Nos offres 2026;;\n;;\n IDENTIFIANT ;Nom de l’Offre;Ville\n1;Atelier;Rennes\n', {
      key: 'identifiant',
      required: ["nom de l'offre"],
    })
    expect(offers.map(offer => offer.fields.Ville?.[0])).toEqual([
      { words: 'Rennes', origin: { document: 'd', address: 'https://x.fr/t.csv', where: 'cellule C4' } },
    ])
  })

  test('a drifted spelling comes back under its name', async () => {
    const { offers } = await read('Id;Intitulé\n1;Atelier\n', {
      key: 'Id',
      required: ['Nom'],
      aliases: { Nom: ['Intitulé', 'Titre'] },
    })
    expect(offers[0]?.fields.Nom?.[0]?.words).toBe('Atelier')
  })

  test('two columns of one name are one field with two values, each with its cell', async () => {
    const { offers } = await read('Id;Lien;Lien\n1;a;b\n', { key: 'Id' })
    expect(offers[0]?.fields.Lien?.map(value => [value.words, value.origin.where])).toEqual([
      ['a', 'cellule B2'],
      ['b', 'cellule C2'],
    ])
  })

  test('a wrong header cell is renamed by its letter', async () => {
    const { offers } = await read('Id;46084\n1;2026-03-03\n', { key: 'Id', columns: { B: 'date_maj' } })
    expect(offers[0]?.fields.date_maj?.[0]?.words).toBe('2026-03-03')
  })

  test('gone: drifted, with what was looked for and what was seen', async () => {
    const { offers, outcome } = await read('Réf;Libellé\n1;Atelier\n', { key: 'Id', required: ['Nom'] })
    expect(offers).toEqual([])
    expect(outcome).toMatchObject({
      state: 'drifted',
      expectations: [{ name: 'en-tete', expected: 'Id, Nom', seen: 'Réf, Libellé' }],
    })
  })
})

describe('rows', () => {
  test('a key of several columns; hints, ticked examples and blank lines left out', async () => {
    const { offers } = await read('Ignorer;Code;Site\n;aide;aide\nVRAI;X;exemple\n;;\nnon;A;Rennes\n;A;Vitré\n', {
      key: ['Code', 'Site'],
      hintRows: 1,
      ignore: 'ignorer',
    })
    expect(offers.map(offer => offer.key)).toEqual(['A_Rennes', 'A_Vitré'])
  })

  test('one without key, one with too many cells, one key twice: rejected by themselves, the others go on', async () => {
    const { offers, rejections, outcome } = await read('Id;Nom\n;Sans\n2;Deux;en trop\n3;Trois\n3;Encore\n', {
      key: 'Id',
    })
    expect(offers.map(offer => offer.key)).toEqual(['3'])
    expect(rejections.map(rejection => [rejection.code, rejection.key])).toEqual([
      ['cle-absente', null],
      ['cellules-en-trop', '2'],
      ['cle-en-double', '3'],
    ])
    expect(outcome.state).toBe('partial')
  })

  test('the page of an offer, relative to the file', async () => {
    const { offers } = await read('Id;Page\n1;/offres/1\n2;\n', { key: 'Id', address: 'Page' })
    expect(offers.map(offer => offer.address)).toEqual(['https://x.fr/offres/1', 'https://x.fr/t.csv'])
  })
})

test.each([
  ['a;b;c\n1,5;2;3\n', ';'],
  ['a,b\n"x;y;z;t",2\n', ','],
  ['a\tb\n1\t2\n', '\t'],
  ['a|b\n1|2\n', '|'],
  ['seule\n', ','],
])('the separator of %j', (text, delimiter) => {
  expect(sniffDelimiter(text)).toBe(delimiter)
})

test('a quoted cell over several lines keeps the numbering of a spreadsheet', async () => {
  const { offers } = await read('Id;Texte\r\n1;"un\r\ndeux"\r\n2;trois\r\n', { key: 'Id' })
  expect(offers.map(offer => [offer.fields.Texte?.[0]?.words, offer.fields.Texte?.[0]?.origin.where])).toEqual([
    ['un\ndeux', 'cellule B2'],
    ['trois', 'cellule B3'],
  ])
})

test.each([
  [0, 1, 'A1'],
  [25, 2, 'Z2'],
  [26, 3, 'AA3'],
  [701, 4, 'ZZ4'],
  [702, 5, 'AAA5'],
])('column %i, line %i is %s', (column, line, name) => {
  expect(cellName(column, line)).toBe(name)
})

test.each([
  [60487647500499, '60487647500499'],
  [6.0487647500499e13, '60487647500499'],
  [10.5, '10.5'],
  [true, 'oui'],
  [null, ''],
  [new Date('2026-03-03T00:00:00Z'), '2026-03-03'],
  [new Date('2026-03-03T14:30:00Z'), '2026-03-03 14:30'],
  ['0299000000', '0299000000'],
  [new Date('1899-12-31T09:30:00Z'), '09:30'],
  [new Date('1899-12-30T14:00:00Z'), '14:00'],
  ['PT09H30M00S', '09:30'],
  ['PT9H05M00S', '09:05'],
  ['PTSD', 'PTSD'],
  ['PT09H', 'PT09H'],
])('cell %s reads %j', (value, text) => {
  expect(cellText(value)).toBe(text)
})

test.each([
  [
    'https://docs.google.com/spreadsheets/d/1AbC/edit#gid=42',
    'https://docs.google.com/spreadsheets/d/1AbC/export?format=csv&gid=42',
  ],
  [
    'https://docs.google.com/spreadsheets/d/1AbC/edit?gid=7#gid=7',
    'https://docs.google.com/spreadsheets/d/1AbC/export?format=csv&gid=7',
  ],
  ['https://docs.google.com/spreadsheets/d/1AbC/', 'https://docs.google.com/spreadsheets/d/1AbC/export?format=csv'],
  [
    'https://docs.google.com/spreadsheets/d/e/2PACX-x/pub?output=csv',
    'https://docs.google.com/spreadsheets/d/e/2PACX-x/pub?output=csv',
  ],
  [
    'https://grist.exemple.fr/api/docs/d/download/csv?tableId=Offres',
    'https://grist.exemple.fr/api/docs/d/download/csv?tableId=Offres',
  ],
])('%s → %s', (shared, exported) => {
  expect(exportAddress(shared, 'csv')).toBe(exported)
})

test.each([
  ['sep=|\r\nId|Nom\r\n1|Atelier ; couture\r\n', 'Atelier ; couture'],
  ['\uFEFFSEP=;\nId;Nom\n1;"a, b, c"\n', 'a, b, c'],
])('the line by which Excel tells its separator is none of the table: %j', async (text, name) => {
  const { offers, outcome } = await read(text, { key: 'Id' })
  expect(offers.map(({ key, fields }) => [key, fields.Nom?.[0]?.words, fields.Nom?.[0]?.origin.where])).toEqual([
    ['1', name, 'cellule B3'],
  ])
  expect(outcome.state).toBe('complete')
})

test('a header written again, and lines of sums, are no offers', async () => {
  const lines = [
    'Id;Nom;Places',
    '1;Atelier;12',
    'Total;;12',
    'ID;nom;Places',
    '2;Totalement libre;8',
    ' ;SOUS-TOTAL;8 €',
    'Id;;',
  ]
  const { offers, rejections } = await read(`${lines.join('\n')}\n`, { key: 'Id' })
  expect(offers.map(({ key }) => key)).toEqual(['1', '2'])
  expect(rejections).toEqual([])
})

test('a line that only looks like a header or a sum is read', async () => {
  const lines = ['Id;Nom;Places', 'Id;Atelier;12', 'Total;Bilan de l’année;12', 'Totaux;x;', 'nom;Nom;Places']
  const { offers } = await read(`${lines.join('\n')}\n`, { key: 'Id' })
  expect(offers.map(({ key }) => key)).toEqual(['Id', 'Total', 'Totaux', 'nom'])
})
