import { expect, test } from 'vitest'
import { checkSchedule } from './check-schedule.ts'

test.each<[string, string | null, string]>([
  ['15 3 * * 1', '22:00-06:00', 'good'],
  ['0 22 * * *', '22:00-06:00', 'good'],
  ['59 21 * * *', '22:00-06:00', 'never'],
  ['0 6 * * *', '22:00-06:00', 'never'],
  ['15 12 * * 1', '22:00-06:00', 'never'],
  ['15 12 * * 1', '00:00-00:00', 'good'],
  ['15 12 * * 1', null, 'good'],
  ['0 3,12 * * *', '22:00-06:00', 'sometimes'],
  ['*/10 * * * *', '01:00-02:00', 'sometimes'],
  ['0 9-17 * * 1-5', '08:00-18:00', 'good'],
  ['0 9-18 * * 1-5', '08:00-18:00', 'sometimes'],
  ['30 2 29 2 *', '02:00-03:00', 'good'],
  ['lundi', null, 'unreadable'],
  ['0 0 3 * * 1', null, 'unreadable'],
  ['0 3 30 2 *', null, 'unreadable'],
  ['', null, 'unreadable'],
])('%s in %s: %s', (cron, window, kind) => {
  expect(checkSchedule(cron, window).kind).toBe(kind)
})

test('the sentence says the window, the hour that is outside and the first allowed one', () => {
  const check = checkSchedule('15 12 * * 1', '22:30-06:00')
  expect(check).toMatchObject({
    message: expect.stringContaining('entre 22 h 30 et 6 h (heure de Paris), et l’horaire donne 12 h 15'),
  })
  expect(check).toMatchObject({ message: expect.stringMatching(/la première permise est 22 h 30$/) })
})
