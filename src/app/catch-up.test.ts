import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ManualClock, manualClock } from '../common/clock.ts'
import { sequentialIds } from '../common/ids.ts'
import { SourceConfig } from '../config/source.ts'
import type { Outcome } from '../harvest/connector.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import type { FinalState } from '../ledger/runs.ts'
import { catchUp } from './catch-up.ts'

// Each Monday at 3 h 15; the last one was 23 November, 2 h 15 UTC.
let clock: ManualClock
let ledger: Ledger
let asked: unknown[]
beforeEach(async () => {
  clock = manualClock('2026-11-17T12:00:00Z')
  ledger = await openLedger({ path: ':memory:' }, { clock, newId: sequentialIds() })
  asked = []
})
afterEach(() => ledger.close())

async function ran(
  outcome: Outcome | null = null,
  { plan = null, state = 'succeeded' }: { plan?: string | null; state?: FinalState } = {},
): Promise<void> {
  const run = await ledger.runs.begin('a', 'horaire')
  await ledger.runs.finish(run, { state, outcome, report: null, plan, message: null })
}
function now(timing: object = {}, config: object = {}) {
  const source = SourceConfig.parse({ id: 'a', name: 'Source a', partner: 'p', address: null, ...config })
  const runner = {
    enqueue: async <Result>(name: string, payload: unknown, options?: unknown) => {
      asked.push([name, payload, options])
      return { id: 'x', result: new Promise<Result>(() => undefined) }
    },
  }
  const timings = [{ source: 'a', schedule: null, paused: null, ...timing }]
  return catchUp({ runner, ledger, sources: [source], timings, spreadMs: 0, now: new Date('2026-11-24T12:00:00Z') })
}

test('a date that went by while nobody was there is asked for, once', async () => {
  await ran()
  expect(await now()).toEqual(['a'])
  expect(asked).toEqual([
    ['sync-source', { source: 'a', trigger: 'horaire' }, { priority: 'schedule', id: 'schedule-a' }],
  ])
})

test('what was read since, never, or is set otherwise since, is not', async () => {
  expect(await now()).toEqual([])
  await ran()
  expect(await now({ paused: '2026-11-20T00:00:00Z' })).toEqual([])
  expect(await now({ schedule: '' })).toEqual([])
  expect(await now({ schedule: '0 3 * * *', at: '2026-11-24T11:00:00.000Z' })).toEqual([])
  expect(await now({}, { enabled: false })).toEqual([])
  expect(await now({ schedule: 'lundi' })).toEqual([])
  clock.advance(6 * 86_400_000)
  await ran()
  expect(await now()).toEqual([])
  expect(asked).toEqual([])
})

test('a reading that came outside the hours of the site was none', async () => {
  await ran()
  clock.advance(6 * 86_400_000)
  await ran({ state: 'failed', code: 'hors-fenetre', message: '', whose: 'configuration', documents: 0 })
  expect(await now()).toEqual(['a'])
})

test('an approved plan that was sent since, or a simulation, was no pass: the date is still made up for', async () => {
  await ran()
  clock.advance(6 * 86_400_000)
  await ran(null, { plan: 'plan_1' })
  await ran({ state: 'complete', documents: 1 }, { plan: 'plan_2', state: 'simulated' })
  expect(await now()).toEqual(['a'])
  await ran({ state: 'complete', documents: 1 }, { plan: 'plan_3' })
  expect(await now()).toEqual([])
})

test('a pass that was cut short by a kill is made up for, but not for ever', async () => {
  clock.advance(6 * 86_400_000)
  for (let cut = 0; cut < 2; cut += 1) {
    await ledger.runs.begin('a', 'horaire')
    expect(await now()).toEqual(['a'])
  }
  await ledger.runs.begin('a', 'horaire')
  expect(await now()).toEqual([])
})
