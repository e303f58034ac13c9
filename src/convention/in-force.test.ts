import { expect, test } from 'vitest'
import { convention, line } from '../../test/coverage/small-departement.ts'
import { actionIdsIn } from './action-links.ts'
import type { Convention } from './convention.ts'
import { actionPaths, conventionOf, everyPartner, inForce } from './in-force.ts'

const of = (title: string, start: string, end: string, lines = [line('1/a', 1, 'p1')]): Convention => ({
  ...convention,
  title,
  period: { start, end },
  fiches: convention.fiches.slice(0, 1).map(fiche => ({ ...fiche, lines, shared: [] })),
})
const first = of('2024', '2024-03-01', '2025-03-31', [
  line('1/a', 1, 'p1'),
  line('1/b', 1, 'p2'),
  line('1/fin', 1, 'p2'),
])
const second = of('2025', '2025-01-01', '2025-12-31', [
  line('1/a', 1, 'p1'),
  line('1/nouveau-nom', 1, 'p2', { was: ['1/b'], title: 'Autre nom' }),
  line('1/neuf', 2, 'p1'),
])
const both = [second, first]

test.each([
  ['2023-01-01', [], '2024'],
  ['2024-03-01', ['2024'], '2024'],
  ['2025-01-01', ['2025', '2024'], '2025'],
  ['2025-03-31', ['2025', '2024'], '2025'],
  ['2025-04-01', ['2025'], '2025'],
  ['2026-06-01', [], '2025'],
])('%s: in force, and the one that the day is read under', (day, expected, read) => {
  expect(inForce(both, day).map(({ title }) => title)).toEqual(expected)
  expect(conventionOf(both, day).title).toBe(read)
})

test('between two conventions, the last that ended; without any, an error', () => {
  const later = of('2027', '2027-01-01', '2027-12-31')
  expect(conventionOf([first, later], '2026-01-01').title).toBe('2024')
  expect(() => conventionOf([], '2026-01-01')).toThrow(RangeError)
})

test('an action keeps its names from one convention to the next, and its path is told', () => {
  const [now, then] = [actionIdsIn(both, second, second), actionIdsIn(both, second, first)]
  expect(
    ['1/b', '1/nouveau-nom', '1/a', '1/fin', '9/inconnue'].map(id => [...now(id), '|', ...then(id)].join(' ')),
  ).toEqual(['1/nouveau-nom | 1/b', '1/nouveau-nom | 1/b', '1/a | 1/a', '| 1/fin', '|'])
  expect(actionPaths(first, second).map(({ kind, before, after }) => [kind, before?.id, after?.id])).toEqual([
    ['continued', '1/a', '1/a'],
    ['renamed', '1/b', '1/nouveau-nom'],
    ['new', undefined, '1/neuf'],
    ['ended', '1/fin', undefined],
  ])
})

test('an id given to another action is not the action that had it before', () => {
  // Fiches were numbered anew: what was 2/suivi is 3/suivi, and another action bears the number of before.
  const before = of('a', '2024-01-01', '2024-12-31', [line('2/suivi', 1, 'p1', { title: 'Suivi' })])
  const after = of('b', '2025-01-01', '2025-12-31', [
    line('2/suivi', 1, 'p2', { title: 'Tout autre' }),
    line('3/suivi', 1, 'p1', { was: ['2/suivi'], title: 'Suivi' }),
  ])
  expect(actionPaths(before, after).map(({ kind, before, after }) => [kind, before?.id, after?.id])).toEqual([
    ['new', undefined, '2/suivi'],
    ['continued', '2/suivi', '3/suivi'],
  ])
  const all = [before, after]
  expect(['2/suivi', '3/suivi'].map(actionIdsIn(all, after, before))).toEqual([[], ['2/suivi']])
  expect(actionIdsIn(all, after, after)('2/suivi')).toEqual(['2/suivi'])
  // A mapping of before names them as the convention of before did.
  expect(actionIdsIn(all, before, after)('2/suivi')).toEqual(['3/suivi'])
})

test('an action that one convention left out is found again after it; one cut in two is both', () => {
  const chain = [
    of('a', '2023-01-01', '2023-12-31', [line('1/a', 1, 'p1'), line('1/x', 1, 'p1')]),
    of('b', '2024-01-01', '2024-12-31', [line('1/b', 1, 'p1', { was: ['1/a'] })]),
    of('c', '2025-01-01', '2025-12-31', [
      line('1/b', 1, 'p1', { was: ['1/b'] }),
      line('1/c', 1, 'p1', { was: ['1/b'] }),
      line('1/x', 1, 'p1'),
    ]),
  ]
  const [a, b, c] = chain as [Convention, Convention, Convention]
  expect([actionIdsIn(chain, a, c)('1/x'), actionIdsIn(chain, c, a)('1/x'), actionIdsIn(chain, c, b)('1/x')]).toEqual([
    ['1/x'],
    ['1/x'],
    [],
  ])
  expect(actionIdsIn(chain, a, c)('1/a')).toEqual(['1/b', '1/c'])
  expect(actionIdsIn(chain, c, a)('1/c')).toEqual(['1/a'])
})

test('every partner is known, as the last convention that names it says', () => {
  const renamed = {
    ...second,
    partners: [{ ...(first.partners[0] as (typeof first.partners)[number]), name: 'Autre' }],
  }
  expect(everyPartner([renamed, first]).map(({ id, name }) => [id, name])).toEqual(
    first.partners.map(({ id, name }, at) => [id, at === 0 ? 'Autre' : name]),
  )
})
