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

test('just as many as the least that counts are held back, with their share', () => {
  const policy = { minimum: 5, retireShare: 0.2, changeShare: 0.3 } as Parameters<typeof guardRun>[0]['policy']
  const held = (retiring: number, changing: number) => guardRun({ known: 10, seen: 10, retiring, changing, policy })
  expect(held(0, 5)).toMatch(/^5 offres changeraient d’un coup sur 10 connues \(50\s%\), au-delà du seuil de 30\s%[.]$/)
  expect(held(5, 0)).toMatch(/^5 offres seraient retirées sur 10 connues \(50\s%\)/)
  expect([held(4, 4), guardRun({ known: 20, seen: 20, retiring: 4, changing: 6, policy })]).toEqual([null, null])
})
