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
