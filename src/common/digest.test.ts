import { expect, test } from 'vitest'
import { canonicalJson, fingerprint } from './digest.ts'

test('the order of keys and undefined members do not change the text', () => {
  expect(canonicalJson({ b: 1, a: [{ d: undefined, c: 2 }] })).toBe(canonicalJson({ a: [{ c: 2 }], b: 1 }))
  expect(fingerprint({ a: 1 })).not.toBe(fingerprint({ a: 2 }))
})

test('the order of a list does change it', () => {
  expect(fingerprint([1, 2])).not.toBe(fingerprint([2, 1]))
})
