import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fold, nearest, similarity, slugify, squeeze } from './text.ts'

test('squeeze composes, removes invisible controls and folds every blank', () => {
  expect(squeeze('  e\u0301te\u0301\u00A0 \u202Fici\u200B\n ')).toBe('été ici')
})

test('squeeze and fold leave alone what has nothing to mend', () => {
  for (const text of ['', 'à', '12 rue de l’Île – « Éole »', '3 €', 'Œuvre…']) expect(squeeze(text)).toBe(text)
  for (const text of ['', 'a', '35000 rennes']) expect(fold(text)).toBe(text)
  expect(['\u212B', '\u2126', '\uFB01', 'a\u2009b', ' a', 'a ', 'a\tb'].map(squeeze)).toEqual([
    'Å',
    'Ω',
    'ﬁ',
    'a b',
    'a',
    'a',
    'a b',
  ])
})

test('fold forgets case, accents, ligatures and punctuation', () => {
  expect(fold('PEM’S – Cœur d’Émeraude !')).toBe('pem s coeur d emeraude')
})

test('fold gives a text what it gives its characters, whatever its length and whatever is rare in it', () => {
  /** As the standard says it: composed, lower case, taken apart, marks out, a blank for all the rest. */
  const plainly = (text: string) =>
    squeeze(text)
      .toLowerCase()
      .replaceAll('œ', 'oe')
      .replaceAll('æ', 'ae')
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
  const usual = fc.constantFrom(...'aZ09éÀœŒÆßøłİſº²½µ’«»–—…€·\u00a0\u00ad\u200b\u2028\u0301 -_.,\t\n')
  fc.assert(
    fc.property(fc.string({ unit: fc.oneof({ weight: 9, arbitrary: usual }, fc.string({ unit: 'binary' })) }), text => {
      expect(fold(text)).toBe(plainly(text))
    }),
  )
  for (let code = 0; code < 0x3000; code += 1)
    for (const text of [`é${String.fromCharCode(code)}É`, `${String.fromCharCode(code)} œ`])
      expect(fold(text)).toBe(plainly(text))
  for (const length of [499, 500, 501, 2000]) expect(fold('Œ '.repeat(length))).toBe('oe '.repeat(length).trim())
})

test('fold keeps letters and digits that are of no French word, and takes every other sign for a blank', () => {
  const folded = {
    'ß²': 'ß²',
    'Ørsted 3º': 'ørsted 3º',
    'ΑΒΓ’é': 'αβγ e',
    'ﬁn—ÿ': 'ﬁn y',
    'a…b€c·d': 'a b c d',
    Æsop: 'aesop',
  }
  for (const [text, words] of Object.entries(folded)) expect(fold(text)).toBe(words)
  const letters = [...'àáâãäåçèéêëìíîïñòóôõöùúûüýÿÀÉÎÕÜ']
  expect(letters.map(fold)).toEqual(letters.map(each => each.toLowerCase().normalize('NFD').slice(0, 1)))
})

test('slugify joins the folded words', () => {
  expect(slugify('Élan Créateur (35)')).toBe('elan-createur-35')
})

test('similarity is 1 for the same words, 0 for nothing in common, symmetric', () => {
  expect(similarity('Prélude', 'prelude')).toBe(1)
  expect(similarity('abc', 'xyz')).toBe(0)
  expect(similarity('prelude', 'prelue')).toBeCloseTo(similarity('prelue', 'prelude'))
  expect(similarity('', '')).toBe(1)
})

test('nearest gives the best first, above the floor only', () => {
  expect(nearest('jeune', ['seniors', 'jeunes', 'femmes'])).toEqual(['jeunes'])
  expect(nearest('zzz', ['jeunes'])).toEqual([])
})
