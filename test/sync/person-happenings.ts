import fc from 'fast-check'
import type { PersonHappening } from './person-worlds.ts'

const n = fc.nat({ max: 30 })
const happening: fc.Arbitrary<PersonHappening> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('source-edits' as const), offer: n, field: n, value: n }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('source-drops' as const, 'source-adds'), offer: n }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('edits-in-dora' as const), service: n, field: n, value: n }),
  },
  { weight: 7, arbitrary: fc.record({ kind: fc.constant('pass' as const), pick: n }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('faulty-pass' as const),
      seed: fc.nat(),
      rate: fc.integer({ min: 15, max: 60 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('killed-pass' as const), at: fc.nat({ max: 8 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('stops' as const, 'answers'), pick: n }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('resumes' as const), pick: n }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('is-taught' as const), pick: n }) },
  { weight: 7, arbitrary: fc.record({ kind: fc.constant('agrees' as const), pick: n }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('refuses' as const),
      what: fc.constantFrom('plan' as const, 'offer', 'field'),
      pick: n,
      never: fc.boolean(),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constantFrom('withdraws' as const, 'confirms', 'publishes'), pick: n }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('undoes' as const),
      what: fc.constantFrom('plan' as const, 'operation'),
      pick: n,
    }),
  },
)

/** A life that begins with a pass, so that there is something to say a word on. */
export const personScripts: fc.Arbitrary<PersonHappening[]> = fc
  .array(happening, { minLength: 8, maxLength: 22 })
  .map(script => [{ kind: 'pass', pick: 0 }, ...script])
