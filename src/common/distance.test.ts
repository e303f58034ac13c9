import fc from 'fast-check'
import { expect, test } from 'vitest'
import { distance } from './distance.ts'

/** The table as it is defined, row by row. */
function byTable(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= other.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1)
      next[j] = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, change)
    }
    row = next
  }
  return row[other.length] ?? 0
}

test.each([
  ['', '', 0],
  ['', 'abc', 3],
  ['chat', 'chien', 3],
  ['equlibre', 'equilibre', 1],
  ['été', 'ete', 2],
])('«%s» to «%s»: %d', (one, other, expected) => {
  expect([distance(one, other), distance(other, one)]).toEqual([expected, expected])
})

test('texts of any length, around 32 and 64 letters too: as the table says', () => {
  const letters = fc.constantFrom(...'abc é1')
  const text = fc.oneof(
    fc.string({ unit: letters, maxLength: 12 }),
    fc.string({ unit: letters, minLength: 30, maxLength: 34 }),
    fc.string({ unit: letters, minLength: 60, maxLength: 100 }),
    fc.string({ unit: 'binary', maxLength: 40 }),
  )
  fc.assert(
    fc.property(text, text, (one, other) => distance(one, other) === byTable(one, other)),
    { numRuns: 2000, seed: 35 },
  )
})
