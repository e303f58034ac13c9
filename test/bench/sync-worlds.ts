import fc from 'fast-check'
import { happenings } from '../sync/happenings.ts'
import { personScripts } from '../sync/person-happenings.ts'
import { playPerson } from '../sync/person-worlds.ts'
import { playWorld } from '../sync/random-world.ts'

/**
 * Plays many random worlds, more than CI has time for. Usage: `node test/bench/sync-worlds.ts [worlds] [seed]`; a fifth as many more have a person in them.
 * Prints the figures; exits with 1 and the shortest script that breaks a promise otherwise.
 */
const worlds = Number(process.argv[2] ?? 5000)
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000)
const sums = { passes: 0, writes: 0, created: 0, slowest: 0 }
const started = performance.now()
await fc.assert(
  fc.asyncProperty(happenings, async script => {
    const verdict = await playWorld(script)
    sums.passes += verdict.passes
    sums.writes += verdict.writes
    sums.created += verdict.created
    sums.slowest = Math.max(sums.slowest, verdict.settledAfter)
  }),
  { numRuns: worlds, seed },
)
const said: Record<string, number> = {}
const persons = Math.ceil(worlds / 5)
await fc.assert(
  fc.asyncProperty(personScripts, async script => {
    for (const [name, count] of Object.entries(await playPerson(script))) said[name] = (said[name] ?? 0) + count
  }),
  { numRuns: persons, seed },
)
const seconds = Math.round((performance.now() - started) / 1000)
process.stdout.write(`${JSON.stringify({ worlds, seed, ...sums, persons, said, seconds })}\n`)
