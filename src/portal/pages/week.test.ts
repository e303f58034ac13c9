import { expect, test } from 'vitest'
import type { Past } from '../../coverage/trend.ts'
import { weekPage } from './week.ts'

const past = (date: string, published: number): Past => {
  const figure = (value: number) => ({ value, of: null })
  return {
    date,
    figures: {
      'actions-referencees': figure(19),
      'euros-etat': figure(1000),
      'services-publies': figure(published),
      fraicheur: figure(8),
    },
  } as unknown as Past
}
const shown = (before: Past | null) =>
  String(
    weekPage({
      today: '',
      tasks: [],
      robot: '',
      next: null,
      sandboxUrl: null,
      ending: [],
      standing: { now: past('2026-12-01', 27), before },
    }),
  ).replaceAll(/\s/g, ' ')

test.each([
  [null, /Au 1er décembre 2026\.</],
  [past('2026-11-30', 27), /Au 1er décembre 2026 ; rien n’a changé depuis le 30 novembre 2026\.</],
  [
    past('2026-11-30', 25),
    /<strong>27<\/strong> services publiés \(plus 2\).*, et le changement depuis le 30 novembre 2026\.</,
  ],
])('a change is announced when something changed', (before, words) => {
  expect(shown(before)).toMatch(words)
})
