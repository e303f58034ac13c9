import { expect, test } from 'vitest'
import { SourceConfig } from '../config/source.ts'
import { scheduleOf } from './schedule-of.ts'

const source = (id: string, more: object = {}) =>
  SourceConfig.parse({ id, name: `Source ${id}`, partner: 'p', address: null, schedule: '15 3 * * 1', ...more })
const timing = (more: object = {}) => ({ schedule: null, paused: null, ...more })

test.each([
  ['the file’s own', source('a'), null, '15 3 * * 1'],
  ['what the portal set instead', source('a'), timing({ schedule: '0 4 * * *' }), '0 4 * * *'],
  ['on demand only, by the portal', source('a'), timing({ schedule: '' }), null],
  ['on demand only, by the file', source('a', { schedule: null }), null, null],
  ['with the hours of its site', source('a', { window: '22:00-06:00' }), null, '15 3 * * 1 @22:00-06:00'],
  ['paused', source('a'), timing({ paused: '2026-11-24T00:00:00Z' }), null],
  ['disabled', source('a', { enabled: false }), timing({ schedule: '0 4 * * *' }), null],
])('%s', (_, config, set, cron) => {
  expect(scheduleOf(config, set)).toBe(cron)
})
