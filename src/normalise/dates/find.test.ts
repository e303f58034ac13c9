import { expect, test } from 'vitest'
import { account } from '../reading/account.ts'
import { findDates, isoDay, weekdayDiffers } from './find.ts'

const found = (text: string) =>
  findDates(account(text)).map(date =>
    date.year === null ? `? ${date.month} ${date.day}` : isoDay({ ...date, year: date.year }),
  )

test.each<[text: string, days: string[]]>([
  ['2026-02-28T23:30:00Z', ['2026-03-01']],
  ['2026-02-28T22:30:00Z', ['2026-02-28']],
  ['2026-07-31T22:30:00Z', ['2026-08-01']],
  ['2026-02-28T23:30:00+01:00', ['2026-02-28']],
  ['2026-02-28T23:30:00-0200', ['2026-03-01']],
  ['2026-03-01T00:30:00+02:00', ['2026-02-28']],
  ['2026-03-01T00:30:00', ['2026-03-01']],
])('an instant is the day it was in France: %s', (text, days) => {
  expect(found(text)).toEqual(days)
})

test.each<[text: string, days: string[]]>([
  ['1er mai 2026 et 2 mai 2026', ['2026-05-01', '2026-05-02']],
  ['2 mai 2026, puis le 1er mai 2026', ['2026-05-02', '2026-05-01']],
  ['4 mars', ['? 3 4']],
  ['1/1/1990 31/12/2100', ['1990-01-01', '2100-12-31']],
  ['31/12/1989 1/1/2101', []],
  ['30/02/2026', []],
  ['0/02/2026', []],
  ['29/02/2025', []],
  ['29 février', ['? 2 29']],
  ['12/13/2026', []],
  ['12/00/2026', []],
])('dates of «%s»', (text, days) => {
  expect(found(text)).toEqual(days)
})

test('a date in full is read by its longest form, and nothing of it twice', () => {
  const [date, ...others] = findDates(account('Lundi 4 mai 2026'))
  expect(others).toEqual([])
  expect(date).toMatchObject({ words: '4 mai 2026', index: 6, length: 10, weekday: 1 })
})

test('a weekday beside a date is compared with its own', () => {
  const differs = (text: string) => findDates(account(text)).map(weekdayDiffers)
  expect(differs('lundi 4 mai 2026')).toEqual([false])
  expect(differs('mardi 4 mai 2026')).toEqual([true])
  expect(differs('dimanche 3 mai 2026')).toEqual([false])
  expect(differs('Monday 4 May 2026')).toEqual([false])
  expect(differs('sunday 4 May 2026')).toEqual([true])
  expect(differs('mardi 4 mai')).toEqual([false])
  expect(differs('4 mai 2026')).toEqual([false])
  expect(differs('lundi mai 2026')).toEqual([false])
})

test('what is read of a text is marked, its weekday too', () => {
  const text = account('le lundi 4 mai 2026 au plus tard')
  findDates(text)
  expect(text.rest().replaceAll('\u0000', '·')).toBe('le ················ au plus tard')
})

test.each<[text: string, days: string[]]>([
  ['2026-1-2', ['2026-01-02']],
  ['2026-12-1 10:30', ['2026-12-01']],
  ['1er/03/2026', ['2026-03-01']],
  ['3 novembre2026', ['2026-11-03']],
  ['le trois novembre 2026', ['2026-11-03']],
  ['premier mars 2026', ['2026-03-01']],
  ['vingt et un mai 2026', ['2026-05-21']],
  ['dix-huit mai 2026', ['2026-05-18']],
  ['trente et un mai 2026', ['2026-05-31']],
  ['trente et un juin 2026', []],
  ['en deux mai', ['? 5 null']],
  ['sept. 26 à juin 27', ['2026-09-01', '2027-06-01']],
  ['mars 26', ['2026-03-01']],
  ['mars 26 places', ['? 3 null']],
])('short forms and letters: «%s»', (text, days) => {
  expect(found(text)).toEqual(days)
})

test.each<[text: string, days: string[]]>([
  ['deux mai 2027', ['2027-05-02']],
  ['dix mai 2027', ['2027-05-10']],
  ['dix-huit mai 2027', ['2027-05-18']],
  ['vingt et un mai 2027', ['2027-05-21']],
  ['trente et un mai 2027', ['2027-05-31']],
  ['trente-deux mai 2027', ['2027-05-01']],
  ['premier mai 2027', ['2027-05-01']],
])('a day in letters: %s', (text, days) => {
  expect(found(text)).toEqual(days)
})
