import fc from 'fast-check'
import { expect, test } from 'vitest'
import { COMING } from '../whole.ts'
import { happenings } from './happenings.ts'
import { playWorld } from './random-world.ts'

/** Five hundred in each language of DORA, others in one than in the other; `test/bench/sync-worlds.ts` plays as many as it is told. */
const WORLDS = 500

test('random worlds: whatever happens between two processes, two languages and two years, they settle, no human edit is lost, nothing is doubled, foreign services are untouched, the sums agree', async () => {
  let writes = 0
  let passes = 0
  const met = { takenOver: 0, keptOut: 0, renamed: 0, stocktakings: 0 }
  await fc.assert(
    fc.asyncProperty(happenings, async script => {
      const verdict = await playWorld(script)
      writes += verdict.writes
      passes += verdict.passes
      for (const name of Object.keys(met) as (keyof typeof met)[]) met[name] += verdict[name]
    }),
    { numRuns: WORLDS, seed: COMING ? 37 : 35, endOnFailure: false },
  )
  // Worlds in which nothing happens would prove nothing.
  expect(passes).toBeGreaterThan(WORLDS * 4)
  expect(writes).toBeGreaterThan(WORLDS * 3)
  for (const count of Object.values(met)) expect(count).toBeGreaterThan(WORLDS / 8)
}, 600_000)
