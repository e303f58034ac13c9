import { expect, test } from 'vitest'
import { SourceConfig } from '../config/source.ts'
import { keepTimetable, scheduleOf } from './timetable.ts'

const source = (id: string, more: object = {}) =>
  SourceConfig.parse({ id, name: `Source ${id}`, partner: 'p', address: null, schedule: '15 3 * * 1', ...more })
const timing = (more: object = {}) => ({ source: 'a', schedule: null, paused: null, ...more })

test.each([
  ['the file’s own', source('a'), undefined, '15 3 * * 1'],
  ['what the portal set instead', source('a'), timing({ schedule: '0 4 * * *' }), '0 4 * * *'],
  ['on demand only, by the portal', source('a'), timing({ schedule: '' }), null],
  ['on demand only, by the file', source('a', { schedule: null }), undefined, null],
  ['with the hours of its site', source('a', { window: '22:00-06:00' }), undefined, '15 3 * * 1 @22:00-06:00'],
  ['paused', source('a'), timing({ paused: '2026-11-24T00:00:00Z' }), null],
  ['disabled', source('a', { enabled: false }), timing({ schedule: '0 4 * * *' }), null],
])('%s', (_, config, set, cron) => {
  expect(scheduleOf(config, set)).toBe(cron)
})

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
