import { expect, test } from 'vitest'
import { guardRun } from './guard.ts'

const policy = { retireShare: 0.2, minimum: 3, changeShare: 0.9 }

test.each([
  ['nothing known yet', { known: 0, seen: 0, retiring: 0, changing: 0 }, false],
  ['no offer at all, although some were known', { known: 1, seen: 0, retiring: 0, changing: 0 }, true],
  ['2 of 4 retired: under the minimum', { known: 4, seen: 2, retiring: 2, changing: 0 }, false],
  ['3 of 4 retired', { known: 4, seen: 1, retiring: 3, changing: 0 }, true],
  ['exactly the share', { known: 20, seen: 16, retiring: 4, changing: 0 }, false],
  ['just over the share', { known: 20, seen: 15, retiring: 5, changing: 0 }, true],
  ['nearly all changed', { known: 10, seen: 10, retiring: 0, changing: 10 }, true],
  ['9 of 10 changed: the share itself', { known: 10, seen: 10, retiring: 0, changing: 9 }, false],
  ['both offers of a small source changed', { known: 2, seen: 2, retiring: 0, changing: 2 }, false],
])('%s', (_, input, held) => {
  expect(guardRun({ ...input, policy }) !== null).toBe(held)
})

test('the reason is French and has the figures', () => {
  expect(guardRun({ known: 4, seen: 1, retiring: 3, changing: 0, policy })).toContain('75')
})
