import { expect, test } from 'vitest'
import { COMING, WHOLE } from '../whole.ts'
import { FaultLife } from './fault-life.ts'

/**
 * Runs here; `test/bench/sync-faults.ts` does ten thousand. Half as many where DORA speaks its coming names from the beginning: a life that
 * begins in those of August has its other half in them.
 */
const RUNS = COMING && !WHOLE ? 60 : 120
const CALM_EVERY = 10
/** DORA changes its names after so many runs; where it speaks them already, nothing changes. */
const NEW_NAMES_AT = 60

test('random faults on every route of a real DORA over HTTP: no promise is broken, and it settles as soon as they stop', async () => {
  const life = await FaultLife.begin(COMING ? 36 : 35)
  try {
    for (let i = 1; i <= RUNS; i += 1) {
      await life.run()
      if (i % CALM_EVERY !== 0) continue
      await life.calm()
      await life.takeStock()
      if (i === NEW_NAMES_AT) await life.newNames()
    }
    life.tally()
    // Each kind of fault was really met, and people and the bot really wrote.
    expect(Object.keys(life.figures.faults).sort()).toEqual(
      ['content-type', 'drip', 'hang', 'reset-after', 'reset-before', 'stale', 'status', 'throttle', 'truncate'].sort(),
    )
    expect(life.figures.writes).toBeGreaterThan(RUNS / 3)
    expect(life.figures.humanEdits).toBeGreaterThan(RUNS / 3)
  } finally {
    await life.end()
  }
}, 120_000)
