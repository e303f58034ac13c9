import fc from 'fast-check'
import { expect, test } from 'vitest'
import { COMING } from '../whole.ts'
import { personScripts } from './person-happenings.ts'
import { playPerson } from './person-worlds.ts'

/** In each language of DORA, others in one than in the other. */
const WORLDS = 60
test('random worlds with a person, among faults and kills: no refused value is written, what is undone is as before, what is withdrawn is not visible, a stopped source is left alone, one that is read another way writes when somebody agrees', async () => {
  const sum = {
    writes: 0,
    refusals: 0,
    undone: 0,
    stopped: 0,
    withdrawn: 0,
    confirmed: 0,
    published: 0,
    held: 0,
    agreed: 0,
    broken: 0,
  }
  await fc.assert(
    fc.asyncProperty(personScripts, async script => {
      const verdict = await playPerson(script)
      for (const name of Object.keys(sum) as (keyof typeof sum)[]) sum[name] += verdict[name]
    }),
    { numRuns: WORLDS, seed: COMING ? 36 : 35, endOnFailure: true },
  )
  // Worlds in which nothing happens would prove nothing.
  expect(sum.writes).toBeGreaterThan(WORLDS * 3)
  expect(sum.refusals).toBeGreaterThan(WORLDS / 6)
  expect(sum.undone).toBeGreaterThan(WORLDS / 8)
  expect(sum.stopped).toBeGreaterThan(WORLDS / 20)
  expect(sum.held).toBeGreaterThan(WORLDS / 8)
  expect(sum.agreed).toBeGreaterThan(WORLDS / 12)
  expect(sum.broken).toBeGreaterThan(WORLDS / 20)
  for (const each of [sum.withdrawn, sum.confirmed, sum.published]) expect(each).toBeGreaterThan(WORLDS / 8)
}, 240_000)
