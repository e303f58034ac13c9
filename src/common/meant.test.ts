import { expect, test } from 'vitest'
import { meant } from './meant.ts'

const known = ['pems', 'ufopeps', 'mission-locale-redon', 'mission-locale-vitre', 'osee']

test.each([
  ['pem', 'pems'],
  ['PEMS', 'pems'],
  ['ufopep', 'ufopeps'],
  ['ufpoeps', 'ufopeps'],
  ['mission-locale-vitrée', 'mission-locale-vitre'],
  ['uf', 'ufopeps'],
  // Two begin so, one letter says nothing, nothing is near.
  ['mission', null],
  ['o', null],
  ['', null],
  ['zzz', null],
])('«%s» meant %s', (typed, expected) => {
  expect(meant(typed, known)).toBe(expected)
})
