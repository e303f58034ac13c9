import fc from 'fast-check'
import type { Happening } from './random-world.ts'

const small = fc.nat({ max: 30 })

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('source-edits' as const), offer: small, field: small, value: small }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('source-adds' as const), offer: small }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('source-drops' as const), offer: small }) },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('human-edits' as const), service: small, field: small, value: small }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('human-types-in' as const), offer: small }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('pass' as const), complete: fc.boolean(), shuffle: small }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('faulty-pass' as const),
      seed: fc.nat(),
      rate: fc.integer({ min: 5, max: 60 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('killed-pass' as const), at: fc.nat({ max: 25 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('two-passes' as const),
      at: fc.nat({ max: 12 }),
      asleep: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('new-names' as const, 'stocktaking') }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('months-pass' as const), months: fc.integer({ min: 1, max: 14 }) }),
  },
)

/** A random life of a source and of its services. */
export const happenings: fc.Arbitrary<Happening[]> = fc.array(happening, { minLength: 5, maxLength: 18 })
