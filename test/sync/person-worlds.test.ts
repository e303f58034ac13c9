import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type PersonHappening, playPerson } from './person-worlds.ts'

const WORLDS = 60
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
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('stops' as const, 'answers'), pick: n }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('resumes' as const), pick: n }) },
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
    weight: 4,
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

test('random worlds with a person: no refused value is written, what is undone is as before, what is withdrawn is not visible, a stopped source is left alone', async () => {
  const sum = { writes: 0, refusals: 0, undone: 0, stopped: 0, withdrawn: 0, confirmed: 0, published: 0 }
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 8, maxLength: 22 }), async script => {
      const verdict = await playPerson([{ kind: 'pass', pick: 0 }, ...script])
      for (const name of Object.keys(sum) as (keyof typeof sum)[]) sum[name] += verdict[name]
    }),
    { numRuns: WORLDS, seed: 35, endOnFailure: true },
  )
  // Worlds in which nothing happens would prove nothing.
  expect(sum.writes).toBeGreaterThan(WORLDS * 3)
  expect(sum.refusals).toBeGreaterThan(WORLDS / 6)
  expect(sum.undone).toBeGreaterThan(WORLDS / 8)
  expect(sum.stopped).toBeGreaterThan(WORLDS / 20)
  for (const each of [sum.withdrawn, sum.confirmed, sum.published]) expect(each).toBeGreaterThan(WORLDS / 8)
}, 240_000)
