import { expect, test } from 'vitest'
import { distinctKeys } from './distinct-keys.ts'

test.each([
  [
    ['a', 'b', 'a', 'a'],
    ['a', 'b', 'a-2', 'a-3'],
  ],
  // A number that a name has by itself is its own.
  [
    ['cv', 'cv', 'cv-2'],
    ['cv', 'cv-3', 'cv-2'],
  ],
  [[], []],
])('%j → %j', (keys, expected) => {
  expect(distinctKeys(keys)).toEqual(expected)
})

const MARKS = {
  redon: ['ateliers_cv-redon', 'Redon'],
  vitre: ['ateliers_cv-vitre', 'Vitré'],
  plain: ['ateliers', 'Vitré', '2027-01-12'],
  later: ['ateliers', 'Vitré', '2027-01-19'],
  none: [null, null],
}
const keysOf = (...names: (keyof typeof MARKS)[]) =>
  distinctKeys(
    names.map(() => 'cv'),
    names.map(name => MARKS[name]),
  )

test('offers of one name are told apart by what each has of its own, whatever their order', () => {
  expect(keysOf('redon', 'vitre')).toEqual(['cv-ateliers-cv-redon', 'cv-ateliers-cv-vitre'])
  expect(keysOf('vitre', 'redon')).toEqual(['cv-ateliers-cv-vitre', 'cv-ateliers-cv-redon'])
  // One put before them moves none of them.
  expect(keysOf('plain', 'redon', 'vitre').slice(1)).toEqual(['cv-ateliers-cv-redon', 'cv-ateliers-cv-vitre'])
  expect(keysOf('later', 'plain')).toEqual(['cv-2027-01-19', 'cv-2027-01-12'])
})
test('what nothing tells apart is numbered', () => {
  expect(keysOf('none', 'none')).toEqual(['cv', 'cv-2'])
  expect(keysOf('redon', 'redon', 'none')).toEqual(['cv', 'cv-2', 'cv-3'])
  expect(keysOf('none', 'redon')).toEqual(['cv', 'cv-ateliers-cv-redon'])
})
test('an offer that is alone of its name keeps its key', () => {
  expect(distinctKeys(['cv', 'vélo'], [MARKS.redon, MARKS.vitre])).toEqual(['cv', 'vélo'])
})
