import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createLogger } from '../common/logger.ts'
import { openFleetRunner } from './open-fleet-runner.ts'
import { isServerAway } from './server-away.ts'
import { spreadMs } from './spread.ts'
import { Timetables } from './timetables.ts'
import { within } from './within.ts'

const DAY = 24 * 3_600_000
const START = Date.parse('2026-11-24T08:00:00Z')
beforeEach(() => {
  vi.useFakeTimers({ now: START })
})
afterEach(() => {
  vi.useRealTimers()
})
const clock = { now: () => new Date(), sleep: async () => undefined }

/** Schedules whose dates come `everyMs` after now. */
function open(everyMs: number | null) {
  const fired: string[] = []
  const timetables = new Timetables(clock, () => (everyMs === null ? [] : [new Date(Date.now() + everyMs)]))
  return { timetables, fired, set: (key: string, cron = 'x') => timetables.set(key, cron, () => fired.push(key)) }
}

test('a schedule fires at its date, then at the next one', () => {
  const { fired, set } = open(1000)
  set('a')
  vi.advanceTimersByTime(999)
  expect(fired).toEqual([])
  vi.advanceTimersByTime(1)
  expect(fired).toEqual(['a'])
  vi.advanceTimersByTime(2000)
  expect(fired).toEqual(['a', 'a', 'a'])
})

test('a date beyond what one timer can wait is waited for in several', () => {
  const { fired, set } = open(60 * DAY)
  set('a')
  vi.advanceTimersByTime(60 * DAY - 1)
  expect(fired).toEqual([])
  vi.advanceTimersByTime(1)
  expect(fired).toEqual(['a'])
})

test('a date that is past fires at once; a schedule without a date never does', () => {
  const past = open(-5000)
  past.set('a')
  vi.advanceTimersByTime(0)
  expect(past.fired).toHaveLength(1)
  past.timetables.clear()
  const never = open(null)
  never.set('a')
  vi.advanceTimersByTime(100 * DAY)
  expect(never.fired).toEqual([])
})

test('set again, a schedule fires once; taken away, not at all; what is held is told', () => {
  const { timetables, fired, set } = open(1000)
  set('a', 'ancien')
  set('a', 'nouveau')
  set('b')
  expect([timetables.cron('a'), timetables.cron('c'), [...timetables.crons()]]).toEqual([
    'nouveau',
    undefined,
    [
      ['a', 'nouveau'],
      ['b', 'x'],
    ],
  ])
  timetables.delete('b')
  timetables.delete('c')
  vi.advanceTimersByTime(1000)
  expect(fired).toEqual(['a'])
  timetables.clear()
  vi.advanceTimersByTime(5000)
  expect([fired, timetables.crons().size]).toEqual([['a'], 0])
})

test('what ends in time says so, what does not is not waited for, what throws in time throws', async () => {
  expect(await within(1000, Promise.resolve('x'))).toBe(true)
  const late = within(1000, new Promise(() => undefined))
  await vi.advanceTimersByTimeAsync(1000)
  expect(await late).toBe(false)
  await expect(within(1000, Promise.reject(new Error('non')))).rejects.toThrow('non')
  expect(vi.getTimerCount()).toBe(0)
})

const error = (over: { name?: string; message?: string; code?: unknown }) =>
  Object.assign(new Error(over.message ?? ''), over)
test.each<[string, unknown, boolean]>([
  ['a refused connection', error({ code: 'ECONNREFUSED' }), true],
  ['a container that stopped, and its name with it', error({ code: 'ENOTFOUND' }), true],
  ['a partner’s site that is no more', error({ name: 'HarvestError', code: 'ENOTFOUND' }), false],
  ['Postgres starting', error({ name: 'error', code: '57P03' }), true],
  ['Postgres without room', error({ name: 'DatabaseError', code: '53300' }), true],
  ['a connection exception', error({ code: '08006' }), true],
  ['a transaction that lost', error({ code: '40001' }), true],
  ['a deadlock', error({ code: '40P01' }), true],
  ['a constraint', error({ code: '23505' }), false],
  ['a code that only contains one', error({ code: 'x57P03' }), false],
  ['a code that goes on', error({ code: '57P03x' }), false],
  ['a pool that is full', error({ message: 'timeout exceeded when trying to connect' }), true],
  ['a Redis that gave up', error({ name: 'MaxRetriesPerRequestError' }), true],
  ['a queue that is away', error({ name: 'QueueUnavailable' }), true],
  ['a partner’s site that refuses', error({ name: 'HarvestError', code: 'ECONNREFUSED' }), false],
  ['an ordinary error', error({ message: 'non' }), false],
  ['several, one of them of a server', new AggregateError([error({}), error({ code: 'EPIPE' })]), true],
  ['several, none of a server', new AggregateError([error({})]), false],
  ['something that is no error', { code: 'ECONNREFUSED' }, false],
])('one of our servers is away: %s', (_, thrown, away) => expect(isServerAway(thrown)).toBe(away))

test('a delay is added to schedules in a fleet only, in minutes', () => {
  expect(spreadMs({ REDIS_URL: undefined, SCHEDULE_SPREAD: 10 })).toBe(0)
  expect(spreadMs({ REDIS_URL: 'redis://127.0.0.1', SCHEDULE_SPREAD: 10 })).toBe(600_000)
})

test('a fleet without Redis is refused in French', () => {
  const settings = { REDIS_URL: undefined, WORKER_CONCURRENCY: 1, WORKER_SILENCE: 30, SCHEDULE_SPREAD: 0 }
  const deps = { newId: () => 'id', log: createLogger('silent'), role: 'take' as const }
  expect(() => openFleetRunner(settings, deps)).toThrow(
    'REDIS_URL manque : une flotte partage une file d’attente Redis.',
  )
})
