import { expect, test } from 'vitest'
import { fakeFetcher } from '../../../test/harvest/testing.ts'
import { lexiconOf } from '../../normalise/lexicon.ts'
import { throughCalendar } from './calendar.ts'

const event = (rule: string) =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Permanence\r\nDTSTART:20261209T083000Z\r\nDTEND:20261209T103000Z\r\nRRULE:${rule}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`

test.each([
  ['a series without end', 'FREQ=WEEKLY', 'mercredi : 09:30-11:30'],
  ['several days', 'FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20270630T000000Z', 'lundi, mercredi : 09:30-11:30'],
  ['a day of the month', 'FREQ=MONTHLY;BYDAY=2WE', '2e mercredi du mois : 09:30-11:30'],
  ['the same, by its place', 'FREQ=MONTHLY;BYDAY=WE;BYSETPOS=-1', 'dernier mercredi du mois : 09:30-11:30'],
  ['every day', 'FREQ=DAILY;COUNT=200', 'tous les jours : 09:30-11:30'],
  ['one week in two', 'FREQ=WEEKLY;INTERVAL=2', 'mercredi, une semaine sur deux : 09:30-11:30'],
  ['a day that moves in its week', 'FREQ=MONTHLY;BYMONTHDAY=9', undefined],
])('the hours of %s', async (_, rule, words) => {
  const fetcher = fakeFetcher({ '/agenda.ics': event(rule) }, '2026-11-28T09:00:00Z')
  const found = await throughCalendar('https://partenaire.example.org/agenda.ics', { fetcher, lexicon: lexiconOf({}) })
  expect(found?.units[0]?.lines.find(({ label }) => label === 'Horaires')?.text).toBe(words)
})
