import { expect, test } from 'vitest'
import { seededRandom } from '../../src/common/random.ts'
import { killLife } from './kill-life.ts'

/** Kills here; `test/bench/sync-kill.ts` does two hundred. */
const KILLS = 8

test('killed with SIGKILL at random moments and started again: nothing doubled, nothing lost, every run has its end', async () => {
  const figures = await killLife(KILLS, seededRandom(9))
  expect(figures.kills).toBe(KILLS)
  expect(figures.services).toBe(8)
  expect(figures.interrupted).toBeGreaterThan(0)
}, 600_000)
