import { expect, test } from 'vitest'
import { endingDays } from './ending-days.ts'

const TODAY = '2026-11-24'
const plain = (text: string | undefined) => text?.replaceAll(/\u00A0|\u202F/g, ' ')

test.each([
  ['31/12/2027', '2027-12-31', undefined],
  ['2027-12-31', '2027-12-31', undefined],
  ['24/11/2026', '2026-11-24', undefined],
  ['', undefined, 'Nouveau dernier jour : donnez une date, par exemple 31/12/2027.'],
  [
    '31/02/2026',
    undefined,
    'Nouveau dernier jour : « 31/02/2026 » n’est pas une date du calendrier. Par exemple 31/12/2027.',
  ],
  [
    '2026-13-01',
    undefined,
    'Nouveau dernier jour : « 2026-13-01 » n’est pas une date du calendrier. Par exemple 31/12/2027.',
  ],
  ['demain', undefined, 'Nouveau dernier jour : « demain » n’est pas une date du calendrier. Par exemple 31/12/2027.'],
  ['23/11/2026', '2026-11-23', 'Nouveau dernier jour : le 23 novembre 2026 est déjà passé. Donnez un jour à venir.'],
])('«%s» as a new last day', (fin, day, wrong) => {
  const read = endingDays('prolonger', { fin, debut: '', dernier: '' }, TODAY)
  expect([read.days.fin, plain(read.wrong.fin)]).toEqual([day, wrong])
})

test.each([
  ['05/01/2027', '06/01/2027', {}],
  ['05/01/2026', '05/01/2027', {}],
  [
    '06/01/2027',
    '05/01/2027',
    { debut: 'Premier jour : le 6 janvier 2027 vient après le dernier jour, le 5 janvier 2027.' },
  ],
  [
    '',
    'x',
    {
      debut: 'Premier jour : donnez une date, par exemple 31/12/2027.',
      dernier: 'Dernier jour : « x » n’est pas une date du calendrier. Par exemple 31/12/2027.',
    },
  ],
  ['01/01/2026', '02/01/2026', { dernier: 'Dernier jour : le 2 janvier 2026 est déjà passé. Donnez un jour à venir.' }],
])('a session from «%s» to «%s»', (debut, dernier, wrong) => {
  const read = endingDays('session', { fin: '', debut, dernier }, TODAY)
  expect(Object.fromEntries(Object.entries(read.wrong).map(([field, why]) => [field, plain(why)]))).toEqual(wrong)
})
