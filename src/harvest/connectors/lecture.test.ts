import { expect, test } from 'vitest'
import { harvestText } from '../../../test/harvest/testing.ts'
import { lecture, Shown } from './lecture.ts'

test.each([
  [{ label: 'Coût' }, true],
  [{ starts: 'À partir' }, true],
  [{ line: 1 }, true],
  [{}, false],
  [{ label: 'Coût', line: 1 }, false],
  [{ label: 'a', starts: 'b', line: 1 }, false],
  [{ line: 0 }, false],
  [{ line: 2001 }, false],
  [{ line: 1.5 }, false],
  [{ label: '' }, false],
  [{ label: 'a'.repeat(120) }, true],
  [{ label: 'a'.repeat(121) }, false],
  [{ starts: '' }, false],
  [{ starts: 'a'.repeat(121) }, false],
  [{ label: 'a', autre: 1 }, false],
])('a place shown as %j', (shown, good) => {
  expect(Shown.safeParse(shown).success).toBe(good)
})

test('settings', () => {
  expect(lecture.parse({ kind: 'lecture' })).toEqual({ kind: 'lecture', shown: {}, without: [], labels: {} })
  const words = (count: number) => Array.from({ length: count }, () => 'x')
  expect(() => lecture.parse({ kind: 'lecture', without: words(200) })).not.toThrow()
  for (const wrong of [
    { without: words(201) },
    { without: [''] },
    { without: ['a'.repeat(201)] },
    { autre: 1 },
    { kind: 'csv' },
  ])
    expect(() => lecture.parse({ kind: 'lecture', ...wrong })).toThrow()
})

test('it is not read here', async () => {
  expect(await harvestText({ kind: 'lecture' }, 'x')).toEqual({
    offers: [],
    rejections: [],
    outcome: {
      state: 'failed',
      code: 'lecture-sans-lexique',
      message: 'Une source enseignée se lit avec le lexique : le robot s’y est mal pris.',
      whose: 'robot',
      documents: 0,
    },
  })
})
