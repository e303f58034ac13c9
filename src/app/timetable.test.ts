import { expect, test } from 'vitest'
import { SourceConfig } from '../config/source.ts'
import { keepTimetable } from './timetable.ts'

const source = (id: string, more: object = {}) =>
  SourceConfig.parse({ id, name: `Source ${id}`, partner: 'p', address: null, schedule: '15 3 * * 1', ...more })
const timing = (more: object = {}) => ({ source: 'a', schedule: null, paused: null, ...more })

test('only what differs is changed, and the robot’s own schedules stay', async () => {
  const present = new Map([
    ['a', '15 3 * * 1'],
    ['gone', '15 3 * * 1'],
    ['~purge', '30 2 * * *'],
  ])
  const runner = {
    schedules: async () => present,
    schedule: async (key: string, cron: string) => void present.set(key, cron),
    unschedule: async (key: string) => void present.delete(key),
  }
  expect(await keepTimetable(runner, [source('a'), source('b')], [])).toEqual({
    set: ['b'],
    removed: ['gone'],
    wrong: [],
  })
  expect([...present.keys()]).toEqual(['a', '~purge', 'b'])
  expect(await keepTimetable(runner, [source('a'), source('b')], [])).toEqual({ set: [], removed: [], wrong: [] })
  expect(await keepTimetable(runner, [source('a'), source('b')], [timing({ paused: 'x' })])).toEqual({
    set: [],
    removed: ['a'],
    wrong: [],
  })
})

test('a timetable that cannot be read stops no other; a change of the hours is a change', async () => {
  const present = new Map<string, string>()
  const runner = {
    schedules: async () => present,
    schedule: async (key: string, cron: string) => void present.set(key, cron),
    unschedule: async (key: string) => void present.delete(key),
  }
  const kept = await keepTimetable(runner, [source('a'), source('b')], [timing({ schedule: 'every day' })])
  expect(kept).toEqual({ set: ['b'], removed: [], wrong: ['a'] })
  const night = source('b', { window: '22:00-06:00' })
  expect((await keepTimetable(runner, [night], [])).set).toEqual(['b'])
  expect(present.get('b')).toBe('15 3 * * 1 @22:00-06:00')
})
