import { writeXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { harvestText } from '../../../test/harvest/testing.ts'
import { noteIn } from './not-an-offer.ts'

test.each([
  'Source : Département d’Ille-et-Vilaine',
  'SOURCES – CLPS',
  'N.B. : places limitées',
  'NB : appeler avant',
  '* sous réserve de places',
  '(1) sauf vacances scolaires',
  '(*) sur prescription',
  'Dates données sous réserve de modification',
  'Mis à jour le 12/11/2026',
  'Dernière mise à jour : novembre',
  'MAJ 11/2026',
  'Document non contractuel en date du jour',
  'Liste arrêtée au 1er novembre',
  'Extrait le 12/11/2026',
  '12 offres',
  'Nombre d’offres : 12',
  'Pour toute question : contact@asso.example',
  'Renseignements : 02 99 00 00 00',
  '© Département 2026',
  'Les ateliers sont ouverts à tous les habitants du pays',
])('«%s», alone in its line, is a note', words => {
  expect([noteIn([words, '', '']), noteIn(['', words]), noteIn([words])]).toEqual([words, words, null])
  expect(noteIn([words, 'Redon', '02 99'])).toBeNull()
})

test.each([
  'Atelier vélo',
  'Sourcing : atelier',
  'Notes et partitions',
  'Information collective',
  'Pourquoi pas moi',
  'Maj’Atelier',
  'Attention à la marche',
  'Établir son budget',
  'A12',
  '12',
  'Pour les femmes',
  '',
])('«%s» is none', words => expect(noteIn([words, '', ''])).toBeNull())

test.each<[cells: string[], note: string | null]>([
  [['Mis à jour le', '12/11/2026'], 'Mis à jour le'],
  [['Mis à jour le', '', '1er novembre 2026'], 'Mis à jour le'],
  [['Source :', 'Redon'], null],
  [['Atelier', '12/11/2026'], null],
])('with one cell beside: %j', (cells, note) => expect(noteIn(cells)).toBe(note))

const CSV = { kind: 'csv', key: 'Nom' }
test('a note under a table is told, is no offer, and nothing is missing for it', async () => {
  const text =
    'Nom;Lieu;Jour\nVélo;Redon;mardi\nCouture;Vitré;jeudi\n\nTotal : 2;;\nSource : le partenaire;;\n;* sur inscription;\nMis à jour le;12/11/2026;\n'
  const { offers, rejections, outcome } = await harvestText(CSV, text)
  expect(offers.map(({ key }) => key)).toEqual(['Vélo', 'Couture'])
  expect(rejections.map(({ code, key, received }) => [code, key, received])).toEqual([
    ['note-du-tableau', null, 'Source : le partenaire'],
    ['note-du-tableau', null, '* sur inscription'],
    ['note-du-tableau', null, 'Mis à jour le'],
  ])
  expect(outcome.state).toBe('complete')
  const only = await harvestText(CSV, 'Nom\nSource : ma vie\n')
  expect(only.offers.map(({ key }) => key)).toEqual(['Source : ma vie'])
})

test('nor is it in the table of a page, whose sums are none either', async () => {
  const row = (...cells: string[]) => `<tr>${cells.map(cell => `<td>${cell}</td>`).join('')}</tr>`
  const table = `<table>${row('Nom', 'Lieu')}${row('Vélo', 'Redon')}${row('Total', '1')}${row('Mis à jour le', '12/11/2026')}</table>`
  const { offers } = await harvestText({ kind: 'html', table: 'table' }, table)
  expect(offers.map(({ key }) => key)).toEqual(['velo'])
})

test('a note merged across is one; a line whose other cells are merged from above is none', async () => {
  const name = 'Apprendre à réparer un vélo quand on a peu de temps'
  const rows = [
    ['Nom', 'Lieu', 'Jour'],
    ['Couture', 'Redon', 'mardi'],
    [name, null, null],
    ['* sous réserve de places', null, null],
  ]
  const merges = [
    { startRow: 1, startCol: 1, endRow: 2, endCol: 1 },
    { startRow: 1, startCol: 2, endRow: 2, endCol: 2 },
    { startRow: 3, startCol: 0, endRow: 3, endCol: 2 },
  ]
  const book = await writeXlsx({ sheets: [{ name: 'A', rows, merges }] })
  const { offers, rejections } = await harvestText({ kind: 'xlsx', key: 'Nom' }, book)
  expect(offers.map(({ key }) => key)).toEqual(['Couture', name])
  expect(rejections.map(({ code }) => code)).toEqual(['note-du-tableau'])
})
