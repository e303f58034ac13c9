import { expect, test } from 'vitest'
import { type ListColumn, rowList } from './row-list.ts'

interface Row {
  name: string
  place: string
  score: number | null
}
const COLUMNS: readonly ListColumn<Row>[] = [
  { id: 'nom', label: 'Nom', words: row => row.name },
  { id: 'lieu', label: 'Lieu', words: row => row.place },
  { id: 'note', label: 'Note', number: true, words: row => String(row.score ?? ''), sort: row => row.score },
]
const list = rowList<Row>(
  [
    { name: 'Écrire à plusieurs', place: 'Vitré', score: 0.9 },
    { name: 'Accompagnement vers l’emploi', place: 'Saint-Malo', score: null },
    { name: 'Œuvrer ensemble', place: 'Rennes', score: 0.4 },
  ],
  COLUMNS,
  row => (row.place === 'Rennes' ? 'préfecture' : ''),
)
const places = (q: string, more: Partial<Parameters<typeof list.find>[0]> = {}) => {
  const { rows, corrected } = list.find({ q, ...more })
  return [rows.map(({ place }) => place), corrected]
}

test.each([
  ['', ['Vitré', 'Saint-Malo', 'Rennes'], null],
  ['ECRIRE', ['Vitré'], null],
  ['malo acc', ['Saint-Malo'], null],
  ['oeuvrer', ['Rennes'], null],
  ['prefect', ['Rennes'], null],
  ['plusieurs malo', [], null],
  ['accompagnemant', ['Saint-Malo'], 'accompagnement'],
  ['ensmble renes', ['Rennes'], 'ensemble rennes'],
  ['zzzzzz', [], null],
  ['!?', ['Vitré', 'Saint-Malo', 'Rennes'], null],
] as const)('« %s » finds %j', (q, found, corrected) => {
  expect(places(q)).toEqual([found, corrected])
})

test('rows are sorted by a column, what is not known last, and kept by what else is asked', () => {
  expect(places('', { by: 'note' })[0]).toEqual(['Rennes', 'Vitré', 'Saint-Malo'])
  expect(places('', { by: 'nom' })[0]).toEqual(['Saint-Malo', 'Vitré', 'Rennes'])
  expect(places('', { by: 'autre' })[0]).toEqual(['Vitré', 'Saint-Malo', 'Rennes'])
  expect(places('', { by: 'note', keep: row => row.score !== null })[0]).toEqual(['Rennes', 'Vitré'])
})
