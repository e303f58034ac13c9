import { expect, test, vi } from 'vitest'
import { manualClock } from '../../common/clock.ts'
import { watchDependencies } from './dependency-watch.ts'
import type { DependencyStanding } from './standing.ts'

test('well, it is asked at its own pace; in doubt, at every look', async () => {
  const clock = manualClock('2026-11-24T12:00:00Z')
  let now: DependencyStanding = 'good'
  const asked: string[] = []
  const ask = async () => {
    asked.push(clock.now().toISOString().slice(14, 16))
    return now
  }
  const watch = watchDependencies([{ id: 'dora', everyMs: 300_000, ask }], clock)
  expect(watch.seen('dora')).toBeNull()
  const looks = async (count: number) => {
    for (let n = 0; n < count; n += 1) {
      await watch.look()
      clock.advance(60_000)
    }
  }
  await looks(5)
  expect(asked).toEqual(['00'])
  now = 'refused'
  await looks(4)
  expect(asked).toEqual(['00', '05', '06', '07', '08'])
  expect(watch.conditions().map(({ subject, standing }) => [subject, standing])).toEqual([['dora', 'refused']])
  now = 'good'
  await looks(2)
  expect(watch.conditions()[0]?.standing).toBe('good')
  await looks(5)
  expect(asked.slice(5)).toEqual(['09', '10', '15'])
  expect(watch.seen('dora')).toBe('good')
})

test('one that is slow to answer holds no other’s news back, is not asked again meanwhile, and counts once it has answered', async () => {
  const clock = manualClock('2026-11-24T12:00:00Z')
  let asked = 0
  let answer: (standing: DependencyStanding) => void = () => {}
  const slow = () => {
    asked += 1
    return new Promise<DependencyStanding>(resolve => {
      answer = resolve
    })
  }
  const watch = watchDependencies(
    [
      { id: 'dora', everyMs: 0, ask: slow },
      { id: 'redis', everyMs: 0, ask: async () => 'away' },
    ],
    clock,
    20,
  )
  for (let minute = 0; minute < 3; minute += 1) {
    await watch.look()
    clock.advance(60_000)
  }
  // Of the one that never answered, nothing is said.
  expect(watch.conditions().map(({ subject, standing }) => [subject, standing])).toEqual([['redis', 'away']])
  expect([asked, watch.seen('dora'), watch.seen('redis')]).toEqual([1, null, 'away'])
  answer('refused')
  await vi.waitFor(() => expect(watch.seen('dora')).toBe('refused'))
  await watch.look()
  expect(asked).toBe(2)
})

test('just started, what was told before of a DORA that is still away is not taken back; once it answers, it is', async () => {
  const clock = manualClock('2026-11-24T12:00:00Z')
  let stands: DependencyStanding | null = 'paused'
  const watch = watchDependencies([{ id: 'dora', everyMs: 0, ask: async () => stands }], clock)
  const told: (string | undefined)[] = []
  for (const next of [null, 'paused', 'paused', 'paused', 'good', 'good'] as const) {
    stands = next
    await watch.look()
    told.push(watch.conditions()[0]?.standing)
    clock.advance(60_000)
  }
  expect(told).toEqual([undefined, undefined, undefined, 'paused', 'paused', 'good'])
})
