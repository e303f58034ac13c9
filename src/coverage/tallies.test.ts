import { expect, test } from 'vitest'
import { input, offer } from '../../test/coverage/small-departement.ts'
import type { CoverageInput } from './input.ts'
import { tallies } from './tallies.ts'

const counted = (over: Partial<CoverageInput>) => tallies({ ...input, offers: [], rejections: [], ...over })
/** Key and number of the rows that are not empty. */
const filled = (rows: readonly { key: string; value: number }[]) =>
  Object.fromEntries(rows.filter(({ value }) => value > 0).map(({ key, value }) => [key, value]))

test.each([
  ['2030-04-01', 'm3'],
  ['2030-03-31', 'm6'],
  ['2030-01-01', 'm6'],
  ['2029-12-31', 'm12'],
  ['2029-06-30', 'm12'],
  ['2029-06-29', 'm24'],
  ['2028-06-30', 'm24'],
  ['2028-06-29', 'old'],
  [null, 'unknown'],
])('confirmed on %s, on 30 June 2030: %s', (confirmedAt, age) => {
  const offers = [offer('s1', 'o', [], {}, { confirmedAt }), offer('s1', 'p', [], {}, { confirmedAt, status: 'DRAFT' })]
  expect(filled(counted({ offers }).freshness)).toEqual({ [age]: 1 })
})

test('scores by class, a class begins where it says', () => {
  const offers = [0.49, 0.5, 0.79, 0.8, 0.99, 1].map((score, n) => offer('s1', `o${n}`, [], {}, { score }))
  const { distribution } = counted({ offers }).quality
  expect(filled(distribution)).toEqual({ low: 1, fair: 2, good: 2, full: 1 })
})

test('an offer without theme nor public is in no row of them; one that says a theme twice is in it once', () => {
  const offers = [
    offer('s1', 'o', [], { thematiques: null, publics: null }),
    offer('s1', 'p', [], { thematiques: ['sante--sante-mentale', 'sante--acces-aux-soins'], publics: ['jeunes'] }),
  ]
  const { categories, publics } = counted({ offers })
  expect([filled(categories), filled(publics)]).toEqual([{ sante: 1 }, { jeunes: 1 }])
})

test('what waits, and for whom: an offer once, with its refused record; a record set aside or an offer that is gone, for nobody', () => {
  const record = (over: object) => ({ ...input.rejections[0], ...over }) as CoverageInput['rejections'][number]
  const offers = [
    offer('s1', 'o', [], {}, { whose: 'partenaire' }),
    offer('s1', 'p', [], {}, { whose: 'dora', state: 'retired' }),
    offer('s1', 'q', [], {}, { whose: null }),
  ]
  const rejections = [
    record({ source: 's1', key: 'o', whose: 'robot' }),
    record({ source: 's2', key: 'o', whose: 'configuration' }),
    record({ source: 's2', key: null, whose: 'configuration' }),
    record({ source: 's1', key: 'q', whose: 'gestionnaire' }),
    record({ source: 's2', key: null, whose: 'dora', code: 'homonyme' }),
    record({ source: 's2', key: 'z', whose: 'dora', code: 'hors-perimetre' }),
  ]
  expect(filled(counted({ offers, rejections }).waiting)).toEqual({ partenaire: 1, configuration: 2, gestionnaire: 1 })
})
