import { expect, test } from 'vitest'
import { fieldToBlame, fromCron, type ScheduleChoice, toCron } from './schedule.ts'

const choice = (part: Partial<ScheduleChoice>): ScheduleChoice => ({
  rhythm: 'semaine',
  weekday: 1,
  monthday: 1,
  time: '03:15',
  cron: '',
  ...part,
})

test.each([
  [choice({ rhythm: 'demande' }), ''],
  [choice({ rhythm: 'jour', time: '4:05' }), '5 4 * * *'],
  [choice({ weekday: 0, time: '23:59' }), '59 23 * * 0'],
  [choice({ rhythm: 'mois', monthday: 28 }), '15 3 28 * *'],
  [choice({ rhythm: 'cron', cron: ' 0 6 * * 1-5 ' }), '0 6 * * 1-5'],
  [choice({ time: '24:00' }), null],
  [choice({ time: '' }), null],
  [choice({ weekday: 7 }), null],
  [choice({ weekday: Number.NaN }), null],
  [choice({ rhythm: 'mois', monthday: 31 }), null],
  [choice({ rhythm: 'cron', cron: 'lundi' }), null],
  [choice({ rhythm: 'cron', cron: '0 0 3 * * 1' }), null],
])('%j is %j', (given, cron) => {
  expect(toCron(given)).toBe(cron)
})

test.each(['', '5 4 * * *', '59 23 * * 0', '15 3 28 * *', '0 6 * * 1-5', '*/10 * * * *'])(
  'the form shows what «%s» says, and gives it back',
  cron => {
    expect(toCron(fromCron(cron))).toBe(cron)
  },
)

test('what is refused is said at the answer that makes it so', () => {
  const choice = { rhythm: 'jour', weekday: 1, monthday: 1, time: '03:15', cron: '' } as const
  expect(fieldToBlame({ ...choice, rhythm: 'cron', cron: 'zut' })).toBe('cron')
  expect(fieldToBlame({ ...choice, time: '' })).toBe('heure')
  // Readable, and at hours when the site may not be read.
  expect(fieldToBlame({ ...choice, time: '12:15' })).toBe('heure')
  expect(fieldToBlame({ ...choice, rhythm: 'semaine', weekday: 9 })).toBe('jour')
  expect(fieldToBlame({ ...choice, rhythm: 'mois', monthday: 31 })).toBe('quantieme')
  expect(fieldToBlame({ ...choice, rhythm: 'souvent' as 'jour' })).toBe('rythme')
})
