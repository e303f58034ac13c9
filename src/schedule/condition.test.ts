import { expect, test } from 'vitest'
import { conditionOf, type Watched } from './condition.ts'

/** Monday 3:15 in Paris is 2:15 UTC in winter. */
const watched = (more: Partial<Watched> = {}): Watched => ({
  source: 'a',
  name: 'PEM’S',
  timetable: '15 3 * * 1',
  rests: null,
  hasAddress: true,
  window: null,
  spreadMs: 0,
  since: new Date('2026-11-01T00:00:00Z'),
  lastRun: { started: '2026-11-23T02:15:04Z', state: 'succeeded', message: null },
  lastSuccess: '2026-11-23T02:20:00Z',
  ...more,
})
const run = (
  started: string,
  state: 'succeeded' | 'failed' | 'interrupted' | 'quarantined' | 'running' | 'proposed',
) => ({
  lastRun: { started, state, message: null },
})

test.each([
  ['it ran on its date', {}, '2026-11-24T12:00:00Z', 'good'],
  ['its date is just past', run('2026-11-16T02:15:04Z', 'succeeded'), '2026-11-23T03:00:00Z', 'good'],
  ['its date is long past', run('2026-11-16T02:15:04Z', 'succeeded'), '2026-11-23T05:00:00Z', 'missed'],
  ['it never ran and its date passed', { lastRun: null }, '2026-11-23T05:00:00Z', 'missed'],
  [
    'it never ran and no date came since the watch began',
    { lastRun: null, since: new Date('2026-11-24T00:00:00Z') },
    '2026-11-24T12:00:00Z',
    'good',
  ],
  [
    'the schedule was set after that date',
    { ...run('2026-11-16T02:15:04Z', 'succeeded'), since: new Date('2026-11-23T04:00:00Z') },
    '2026-11-24T12:00:00Z',
    'good',
  ],
  ['on demand only', { ...run('2025-01-01T00:00:00Z', 'succeeded'), timetable: null }, '2026-11-24T12:00:00Z', 'good'],
  [
    'its hours ended before it could begin: it waits for the next ones',
    { ...run('2026-11-16T02:15:04Z', 'succeeded'), window: '22:00-04:00' },
    '2026-11-23T12:00:00Z',
    'good',
  ],
  [
    'and they came without it',
    { ...run('2026-11-16T02:15:04Z', 'succeeded'), window: '22:00-04:00' },
    '2026-11-23T23:00:00Z',
    'missed',
  ],
  [
    'its spread is not over',
    { ...run('2026-11-16T12:30:00Z', 'succeeded'), spreadMs: 36_000_000 },
    '2026-11-23T04:30:00Z',
    'good',
  ],
  [
    'a schedule that cannot be read',
    { ...run('2026-11-16T02:15:04Z', 'succeeded'), timetable: 'lundi' },
    '2026-11-23T12:00:00Z',
    'good',
  ],
  ['the last run failed', run('2026-11-23T02:15:04Z', 'failed'), '2026-11-24T12:00:00Z', 'failed'],
  ['the last run was cut off', run('2026-11-23T02:15:04Z', 'interrupted'), '2026-11-24T12:00:00Z', 'failed'],
  ['the guard holds it', run('2026-11-23T02:15:04Z', 'quarantined'), '2026-11-24T12:00:00Z', 'held'],
  [
    'it waits for a person since two rhythms',
    { ...run('2026-12-14T02:15:04Z', 'proposed') },
    '2026-12-14T12:00:00Z',
    'late',
  ],
  [
    'no success, and the schedule was set since',
    { ...run('2026-12-14T02:15:04Z', 'proposed'), since: new Date('2026-12-10T00:00:00Z') },
    '2026-12-14T12:00:00Z',
    'good',
  ],
  [
    'it never succeeded',
    { ...run('2026-11-23T02:15:04Z', 'proposed'), lastSuccess: null },
    '2026-11-24T12:00:00Z',
    'unread',
  ],
  ['it rests', { timetable: null, rests: 'paused' }, '2027-11-24T12:00:00Z', 'paused'],
  [
    'it failed, then rests',
    { ...run('2026-11-23T02:15:04Z', 'failed'), timetable: null, rests: 'paused' },
    '2026-11-24T12:00:00Z',
    'failed',
  ],
  [
    'nothing to read, nothing said',
    { lastRun: null, lastSuccess: null, hasAddress: false },
    '2027-11-24T12:00:00Z',
    'no-address',
  ],
  ['a plan waits, as its policy says', run('2026-11-23T02:15:04Z', 'proposed'), '2026-11-24T12:00:00Z', 'good'],
] as const)('%s', (_, more, now, standing) => {
  expect(conditionOf(watched(more), new Date(now)).standing).toBe(standing)
})
