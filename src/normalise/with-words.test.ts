import { expect, test } from 'vitest'
import { frenchDate } from '../common/french.ts'
import type { RawOffer } from '../harvest/connector.ts'
import { type DecidedWord, lexiconOf } from './lexicon.ts'
import { lookUp } from './look-up.ts'
import { readRule } from './mapping/read-rule.ts'
import { withWords } from './with-words.ts'

const decision: DecidedWord = {
  referential: 'publics',
  word: 'Femmes conductrices',
  value: 'actifs',
  by: 'Camille Essai <camille@example.org>',
  decided: '2026-11-24T09:00:00.000Z',
}
const own = lexiconOf({ publics: { mamans: ['familles'] } })

test('a decided word explains exactly the piece that was unknown, whatever its case and accents', () => {
  const lexicon = withWords(own, [decision])
  const found = lookUp('FEMMES CONDUCTRICES et mamans', 'publics', lexicon)
  expect(found).toEqual({ values: ['femmes', 'familles'], unknown: [], decided: [decision] })
  // Another piece, and another référentiel, stay unknown.
  expect(lookUp('femmes conductrices de bus', 'publics', lexicon).unknown).toHaveLength(1)
  expect(lookUp('femmes conductrices', 'frais', lexicon).unknown).toHaveLength(1)
})

test('the lexicon of the files wins, and is left as it was', () => {
  const lexicon = withWords(own, [{ ...decision, word: 'mamans', value: 'jeunes' }])
  expect(lookUp('mamans', 'publics', lexicon)).toEqual({ values: ['familles'], unknown: [] })
  expect(lookUp('les mamans', 'publics', lexicon)).toEqual({ values: ['familles'], unknown: [] })
  withWords(own, [decision])
  expect(lookUp('femmes conductrices', 'publics', own).unknown).toHaveLength(1)
})

test('a piece too long to be shown whole is known again as it was shown', () => {
  const long = `zouaves et ${'x'.repeat(300)}`
  const piece = long.split(' et ')[1] ?? ''
  const word = `${piece.slice(0, 199)}…`
  expect(lookUp(piece, 'publics', withWords(own, [{ ...decision, word }])).unknown).toEqual([])
})

test('the reading says who decided, without their address, and when', () => {
  const raw: RawOffer = {
    key: 'a',
    address: 'https://exemple.fr',
    fields: {
      public: [
        { words: 'Femmes conductrices', origin: { document: 'd', address: 'https://exemple.fr', where: '.public' } },
      ],
    },
  }
  const { readings } = readRule({ read: ['public'], lookup: 'publics', all: false }, raw, {
    today: '2026-11-25',
    department: '35',
    lexicon: withWords(own, [decision]),
  })
  expect(readings.map(({ value, where }) => [value, where])).toEqual([
    ['femmes', '.public'],
    ['actifs', `.public, « Femmes conductrices » compris selon Camille Essai, le ${frenchDate('2026-11-24')}`],
  ])
})
