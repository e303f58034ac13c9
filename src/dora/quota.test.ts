import fc from 'fast-check'
import { expect, test } from 'vitest'
import { manualClock } from '../common/clock.ts'
import { startSandbox } from '../sandbox/index.ts'
import { createQuota, LONGEST_IN_LINE_MS } from './quota.ts'
import { createSafeTransport } from './transport.ts'

/** The most instants that fall in one window of 60 s. */
function densest(instants: number[]): number {
  return Math.max(...instants.map(start => instants.filter(at => at >= start && at < start + 60_000).length))
}

test('lets the quota through at once, then waits for the oldest to leave the window', async () => {
  const clock = manualClock('2026-11-24T09:00:00Z')
  const quota = createQuota({ perMinute: 3, clock })
  for (let i = 0; i < 3; i += 1) await quota.acquire()
  expect(clock.slept).toEqual([])
  await quota.acquire()
  expect(clock.slept).toEqual([61_000])
})

test('in any 60 s, whatever the rhythm of many callers, never more than the quota', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 7 }),
      fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 30 }),
      async (perMinute, pauses) => {
        const clock = manualClock('2026-11-24T09:00:00Z')
        const quota = createQuota({ perMinute, clock })
        const left: number[] = []
        const call = () => quota.acquire().then(() => void left.push(clock.now().getTime()))
        for (const pause of pauses) {
          clock.advance(pause)
          await Promise.all([call(), call()])
        }
        expect(densest(left)).toBeLessThanOrEqual(perMinute)
        expect(left).toHaveLength(pauses.length * 2)
      },
    ),
    { numRuns: 50 },
  )
})

test('a pause that DORA asked for holds everybody', async () => {
  const clock = manualClock('2026-11-24T09:00:00Z')
  const quota = createQuota({ perMinute: 100, clock })
  quota.pause(12_000)
  await Promise.all([quota.acquire(), quota.acquire()])
  expect(clock.slept).toEqual([12_000, 610])
})

test('a long pause is told at once to whoever asks, nobody waits in line for it; once it is over all go on', async () => {
  const clock = manualClock('2026-11-24T09:00:00Z')
  const quota = createQuota({ perMinute: 100, clock })
  quota.pause(LONGEST_IN_LINE_MS + 1)
  await expect(quota.acquire()).rejects.toMatchObject({ name: 'LongPause', ms: LONGEST_IN_LINE_MS + 1 })
  expect(clock.slept).toEqual([])
  clock.advance(1)
  await quota.acquire()
  expect(clock.slept).toEqual([LONGEST_IN_LINE_MS])
  quota.pause(3_600_000)
  await expect(Promise.allSettled([quota.acquire(), quota.acquire()])).resolves.toMatchObject([
    { reason: { ms: 3_600_000 } },
    { reason: { ms: 3_600_000 } },
  ])
  clock.advance(3_600_000)
  await quota.acquire()
})

test('an aborted caller leaves its turn to the others', async () => {
  const clock = manualClock('2026-11-24T09:00:00Z')
  const quota = createQuota({ perMinute: 1, clock })
  await expect(quota.acquire(AbortSignal.abort(new Error('arrêt')))).rejects.toThrow('arrêt')
  await quota.acquire()
  expect(clock.slept).toEqual([])
})

test('after DORA refused one, the account being used elsewhere: no second burst, one at a time and evenly', async () => {
  const clock = manualClock('2026-11-24T09:00:00Z')
  const sandbox = await startSandbox({ seed: 'empty', clock, quotaPerMinute: 120 })
  try {
    const own = createQuota({ perMinute: 120, clock })
    const client = { url: sandbox.url, token: sandbox.tokens.gestionnaire35, clock, random: () => 0.5 }
    // A person who clicks with the same account: DORA counts them, our quota does not.
    const person = createSafeTransport({ ...client, quota: createQuota({ perMinute: 1000, clock }) })
    for (let n = 0; n < 120; n += 1) await person.get('/auth/user-info/')
    const before = sandbox.log().length
    const { get } = createSafeTransport({ ...client, quota: own })
    for (let n = 0; n < 130; n += 1) await get('/auth/user-info/')
    const ours = sandbox.log().slice(before)
    expect(ours.filter(({ status }) => status === 429)).toHaveLength(1)
    const at = ours.filter(({ status }) => status === 200).map(entry => Date.parse(entry.at))
    expect(at).toHaveLength(130)
    const first = at[0] ?? 0
    expect(at.filter(instant => instant < first + 10_000).length).toBeLessThanOrEqual(20)
  } finally {
    await sandbox.close()
  }
})
