import { writeXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import type { FetchedDocument } from '../../harvest/connector.ts'
import { throughSheet } from './sheet.ts'

const documentOf = (body: Uint8Array, text = ''): FetchedDocument => ({
  hash: 'd',
  address: 'https://x.fr/t.xlsx',
  status: 200,
  headers: {},
  body,
  text,
  unchanged: false,
  fetchedAt: '2026-11-28T09:00:00Z',
})
const HEADER = ['Atelier', 'Public', 'Tarif', 'Téléphone']

test('what a workbook hides is left, and told', async () => {
  const rows = [
    HEADER,
    ['Vélo', 'tous', 'gratuit', '02 99 02 03 04'],
    ['Vieux', 'tous', 'gratuit', '02 99 02 03 05'],
    [],
    ['Couture', 'jeunes', '2 €', '02 99 02 03 06'],
  ]
  const rowDefs = new Map([2, 3].map(at => [at, { hidden: true }]))
  const columns = [{}, {}, { hidden: true }, {}, { hidden: true }]
  const body = await writeXlsx({
    sheets: [
      { name: 'Brouillon', hidden: true, rows: [HEADER, ['Radio', 'tous', 'gratuit', '115']] },
      { name: 'Offres', rows, rowDefs, columns },
    ],
  })
  const found = await throughSheet(documentOf(body))
  expect(found?.units.map(({ title, lines }) => [title, ...lines.map(({ text }) => text)])).toEqual([
    ['Vélo', 'tous', '02 99 02 03 04'],
    ['Couture', 'jeunes', '02 99 02 03 06'],
  ])
  expect(found?.notOffers.map(({ words }) => words)).toEqual([
    'feuille « Brouillon »',
    'feuille « Offres », colonne C',
    'feuille « Offres », ligne 3',
  ])
  expect(found?.harvest).toMatchObject({ kind: 'xlsx', sheet: 'Offres' })
})

test('a merged cell says the same on each line that it covers', async () => {
  const rows = [HEADER, ['Vélo', 'tous', 'gratuit', '115'], ['Couture', null, '2 €', '119']]
  const merges = [{ startRow: 1, startCol: 1, endRow: 2, endCol: 1 }]
  const found = await throughSheet(documentOf(await writeXlsx({ sheets: [{ name: 'A', rows, merges }] })))
  expect(found?.units[1]?.lines[0]?.text).toBe('tous')
})

test('a CSV that tells its separator', async () => {
  const text = `sep=|\r\n${HEADER.join('|')}\r\nVélo|tous ; jeunes|gratuit|115\r\n`
  const found = await throughSheet(documentOf(new TextEncoder().encode(text), text))
  expect(found?.units.map(({ title, lines }) => [title, lines[0]?.text])).toEqual([['Vélo', 'tous ; jeunes']])
  expect(found?.kind).toBe('csv')
})

test('a line whose quote is never closed is told, and the others are read', async () => {
  const text = 'Atelier;Public;Tarif\nVélo;tous;gratuit\n"Couture;jeunes;2 €\nCuisine;familles;gratuit\n'
  const found = await throughSheet(documentOf(new TextEncoder().encode(text), text))
  expect(found?.units.map(({ title }) => title)).toEqual(['Vélo', 'Cuisine'])
  expect(found?.notOffers).toEqual([{ words: 'ligne 3', because: expect.stringContaining('guillemet') }])
})
