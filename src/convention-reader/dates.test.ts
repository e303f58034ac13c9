import { expect, test } from 'vitest'
import { readPeriod } from './dates.ts'

test.each([
  ['1er janvier au 31 décembre 2024', '2024-01-01', '2024-12-31'],
  ['septembre à décembre 2024', '2024-09-01', '2024-12-31'],
  ['Avril 2024 — décembre 2024.', '2024-04-01', '2024-12-31'],
  ['novembre 2024 à février 2025', '2024-11-01', '2025-02-28'],
  ['Avril 2024', '2024-04-01', null],
  ['L’action se prolongera jusqu’en 2027.', null, '2027-12-31'],
  ['du 15 mars au 20 juin', '2031-03-15', '2031-06-20'],
  ['31 février 2024', null, null],
  ['aucune date', null, null],
])('%s', (text, start, end) => {
  expect(readPeriod(text, 2031)).toEqual({ start, end })
})
