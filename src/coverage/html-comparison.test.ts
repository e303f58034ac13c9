import { expect, test } from 'vitest'
import type { Comparison } from './compare.ts'
import { changeWords, comparisonSection, signed } from './html-comparison.ts'

const captions = (over: object) =>
  [
    ...String(
      comparisonSection({
        from: '2030-05-31',
        notes: [],
        indicators: [],
        lines: [],
        deserts_filled: [],
        deserts_new: [],
        ...over,
      } as unknown as Comparison),
    ).matchAll(/<caption>([^<]*)|(Rien n’a changé)/g),
  ].map(([, caption, nothing]) => caption ?? nothing)
const moved = {
  title: 'Actions',
  before_display: '1',
  after_display: '2',
  change: 1,
  share_change: null,
  unit: 'count',
}
const line = { id: '1/a', title: 'Action', before: null, after: 'referenced' }
const place = { area: 'Aval', category: 'Santé' }

test('what moved is told, and nothing else: each list by itself, and none of them', () => {
  expect(captions({})).toEqual(['Rien n’a changé'])
  const lists = { indicators: [moved], lines: [line], deserts_filled: [place], deserts_new: [place] }
  const titles = [
    'Chiffres qui ont bougé',
    'Actions qui ont changé d’état',
    'Territoires comblés',
    'Territoires qui n’ont plus d’offre',
  ]
  expect(captions(lists)).toEqual(titles)
  for (const [at, [name, list]] of Object.entries(lists).entries())
    expect(captions({ [name]: list })).toEqual([titles[at]])
  expect(captions({ ...lists, indicators: [], lines: [line, line] })).toEqual(titles.slice(1))
})

test.each([
  [null, 'count', '–'],
  [0, 'count', '0'],
  [3, 'count', '+3'],
  [-1200, 'euros', '−1 200 €'],
  [0.025, 'score', '+2,5 points'],
  [-0.01, 'score', '−1 point'],
] as const)('a change of %s %s is written %s', (change, unit, words) => {
  expect(signed(change, unit as Parameters<typeof signed>[1]).replaceAll(/\s/g, ' ')).toBe(words)
})

test.each([
  [0, -0.03, 'part', '−3 points'],
  [3, 0, 'part', '+3'],
  [3, null, 'nombre', '+3'],
  [null, null, 'part', '–'],
] as const)('a figure that moved by %s, its share by %s, is written %s, %s', (change, share_change, unit, words) => {
  expect(changeWords({ change, share_change, unit }).replaceAll(/\s/g, ' ')).toBe(words)
})
