import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textSet } from './text-set.ts'

test('says of each text whether it came before, whatever it is made of', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('', 'a', 'é', '\ud800', '\udfff', '\ufffd', '\ud83d\ude00', 'a\u0000'),
    fc.constantFrom(254, 255, 256, 257, 1000).map(length => 'a'.repeat(length)),
    fc.constantFrom(127, 128, 254, 255).map(length => 'é'.repeat(length)),
    fc.string({ minLength: 200, maxLength: 300 }),
  )
  fc.assert(
    fc.property(fc.array(text, { maxLength: 200 }), texts => {
      const [ours, plain] = [textSet(), new Set<string>()]
      for (const each of [...texts, ...texts]) {
        expect(ours.add(each)).toBe(!plain.has(each))
        plain.add(each)
      }
    }),
  )
})

test('holds many texts, over many pieces and many widenings', () => {
  const set = textSet()
  const ids = Array.from({ length: 60_000 }, (_, index) => `banc--${index}`)
  expect(ids.filter(id => !set.add(id))).toEqual([])
  expect(ids.filter(id => set.add(id))).toEqual([])
  expect(set.add('banc--60000')).toBe(true)
})
