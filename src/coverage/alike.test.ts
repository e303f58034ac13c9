import fc from 'fast-check'
import { expect, test } from 'vitest'
import { geography, input, offer } from '../../test/coverage/small-departement.ts'
import { alikesOf, countAlike, rowsOf, stateOf } from './alike.ts'
import type { OfferRow, OfferState } from './input.ts'
import { coverageReport } from './report.ts'

/** A few ways to count, one of which may be said by offers of the same source only. */
const kinds: OfferState[] = [
  offer('s1', 'o', ['1/a', '2/x']),
  offer('s2', 'o', [], { volume_horaire_hebdomadaire: 0.1, code_insee: '99002' }),
  offer('s2', 'o', ['1/b'], { thematiques: [] }, { status: 'DRAFT', publishedAt: null, whose: 'partenaire' }),
  offer('s1', 'o', ['2/y'], { telephone: null }, { state: 'conflict', whose: 'dora', confirmedAt: null }),
  offer('s1', 'o', [], {}, { state: 'rejected', slug: null, status: null, whose: 'partenaire' }),
  offer('s2', 'o', ['1/a'], { volume_horaire_hebdomadaire: 7 }, { state: 'retired' }),
  offer('s1', 'o', [], {}, { home: 'orphan' }),
]
const someRows = fc
  .array(fc.tuple(fc.nat(kinds.length - 1), fc.constantFrom('Atelier', 'Bilan', 'Écoute')), { maxLength: 30 })
  .map(given =>
    given.map(([kind, name], at): OfferRow => {
      const like = kinds[kind] as OfferState
      return { like, key: `k${at % 7}-${at}`, name, slug: like.slug === null ? null : `s-${at}`, description: name }
    }),
  )

test('offers that count alike give the report that each gives by itself', () => {
  fc.assert(
    fc.property(someRows, rows => {
      const rejections = [
        {
          source: 's1',
          key: 'k0-0',
          code: 'c',
          field: null,
          received: '',
          expected: '',
          message: 'm',
          where: 'w',
          whose: 'dora' as const,
        },
      ]
      const given = { ...input, rejections }
      const together = coverageReport({ ...given, offers: rows }, geography)
      const apart = coverageReport({ ...given, offers: rows.map(stateOf) }, geography)
      expect(JSON.stringify(together)).toBe(JSON.stringify(apart))
    }),
    { numRuns: 60 },
  )
})

test('an offer by itself is a row of its own, and the same again', () => {
  const state = offer('s1', 'o1', ['1/a'])
  const [row] = rowsOf([state])
  expect(row).toEqual({
    like: state,
    key: 'o1',
    name: 'Service o1',
    slug: 'slug-o1',
    description: state.offer.description,
  })
  expect(stateOf(row as OfferRow)).toEqual(state)
})

test('each is counted as often as it comes, of one list once', () => {
  const [a, b] = [kinds[0] as OfferState, kinds[1] as OfferState]
  const rows = [a, b, a, a].map((like, at) => ({ like, key: `k${at}`, name: '', slug: null }))
  const alikes = alikesOf(rows)
  expect([...alikes]).toEqual([
    [a, 3],
    [b, 1],
  ])
  expect(alikesOf(rows)).toBe(alikes)
  expect(rowsOf(rows)).toBe(rowsOf(rows))
  expect([...countAlike(alikes, ({ offer: { actions } }) => ['all', ...actions])]).toEqual([
    ['all', 4],
    ['1/a', 3],
    ['2/x', 3],
  ])
})
