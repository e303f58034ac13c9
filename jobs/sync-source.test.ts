import { expect, test } from 'vitest'
import { LeaseLost } from '../src/ledger/leases.ts'
import { TryLater } from '../src/queue/try-later.ts'
import type { PassAsked, PassReport } from '../src/sync/pass.ts'
import { syncSourceJob } from './sync-source.ts'

const report: PassReport = {
  source: 'a',
  name: 'A',
  run: 'run_1',
  plan: 'plan_1',
  state: 'succeeded',
  outcome: null,
  report: null,
  rejections: [],
  message: null,
}
const queued = (pass: () => Promise<PassReport>, opensIn: (source: string) => number = () => 0) =>
  syncSourceJob({ pass, opensIn, isPaused: async () => false }).run(
    { source: 'a', trigger: 'essai', dry: false },
    new AbortController().signal,
  )

test('the result is small', async () => {
  expect(await queued(async () => report)).toEqual({
    source: 'a',
    run: 'run_1',
    plan: 'plan_1',
    state: 'succeeded',
    message: null,
    counts: null,
  })
})

test.each([
  ['the source is held by another run', async () => ({ ...report, state: 'busy' as const })],
  ['the source was taken over in the middle', () => Promise.reject(new LeaseLost('taken'))],
])('%s: the run waits for its turn', async (_, run) => {
  await expect(queued(run)).rejects.toThrow(TryLater)
})

test('a fault stays a fault', async () => {
  await expect(queued(() => Promise.reject(new TypeError('x')))).rejects.toThrow(TypeError)
})

test('outside the hours of its site, a run waits until they come, and nothing is read', async () => {
  let ran = 0
  const run = async () => {
    ran += 1
    return report
  }
  const asked: string[] = []
  const opensIn = (source: string) => {
    asked.push(source)
    return 3_600_000
  }
  await expect(queued(run, opensIn)).rejects.toMatchObject({ name: 'TryLater', afterMs: 3_600_000 })
  expect([ran, asked]).toEqual([0, ['a']])
})

test('a source that was paused while its pass waited is not read by the timetable; a person who names it reads it', async () => {
  const ran: string[] = []
  const read = (source: string, trigger: string) =>
    syncSourceJob({
      pass: async (asked: PassAsked) => {
        ran.push(`${asked.source} ${asked.trigger} ${asked.batch}`)
        return report
      },
      opensIn: () => 0,
      isPaused: async asked => asked === 'a',
    }).run({ source, trigger, dry: false }, new AbortController().signal)
  expect(await read('a', 'horaire')).toMatchObject({
    state: 'skipped',
    run: null,
    message: expect.stringContaining('pause'),
  })
  await read('b', 'horaire')
  await read('a', 'Claire')
  // What the timetable asks shares one look at what moved in DORA; whoever asks is shown it as it is now.
  expect(ran).toEqual(['b horaire horaire', 'a Claire undefined'])
})
