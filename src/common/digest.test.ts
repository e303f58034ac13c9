import { expect, test } from 'vitest'
import { canonicalJson, fingerprint } from './digest.ts'

test('the order of keys and undefined members do not change the text', () => {
  expect(canonicalJson({ b: 1, a: [{ d: undefined, c: 2 }] })).toBe(canonicalJson({ a: [{ c: 2 }], b: 1 }))
  expect(fingerprint({ a: 1 })).not.toBe(fingerprint({ a: 2 }))
})

test('the order of a list does change it', () => {
  expect(fingerprint([1, 2])).not.toBe(fingerprint([2, 1]))
})

test('keys are in their order at every depth, whole numbers as an object has them, what JSON has not left out', () => {
  const given = { z: [undefined, () => 1, { é: 1, a: 'l’“été”\n' }], b: new Date(0), a: { y: null, x: undefined } }
  expect(canonicalJson(given)).toBe(
    '{"a":{"y":null},"b":"1970-01-01T00:00:00.000Z","z":[null,null,{"a":"l’“été”\\n","é":1}]}',
  )
  expect(canonicalJson({ b: {}, 10: 1, 9: [], a: { x: { 2: 'b', 1: 'a' } } })).toBe(
    '{"9":[],"10":1,"a":{"x":{"1":"a","2":"b"}},"b":{}}',
  )
  // As many keys as the one before, and others.
  expect(canonicalJson({ d: 1, c: 2 })).toBe('{"c":2,"d":1}')
  expect(canonicalJson({ f: 1, e: 2 })).toBe('{"e":2,"f":1}')
})
