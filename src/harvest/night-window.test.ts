import { expect, test } from 'vitest'
import { frenchWindow, insideWindow, nextClosing, nextOpening } from './night-window.ts'

test.each<[string | null, string, boolean, string]>([
  ['22:00-06:00', '2026-11-24T21:00:00Z', true, 'winter: 22 h in Paris'],
  ['22:00-06:00', '2026-11-24T20:59:00Z', false, '21 h 59'],
  ['22:00-06:00', '2026-11-25T04:59:00Z', true, '5 h 59'],
  ['22:00-06:00', '2026-11-25T05:00:00Z', false, '6 h, end excluded'],
  ['22:00-06:00', '2026-07-01T20:00:00Z', true, 'summer: 22 h in Paris'],
  ['22:00-06:00', '2026-07-01T04:30:00Z', false, '6 h 30'],
  ['01:00-05:00', '2026-11-24T00:00:00Z', true, '1 h'],
  ['01:00-05:00', '2026-11-23T23:30:00Z', false, '0 h 30'],
  ['00:00-00:00', '2026-11-24T12:00:00Z', true, 'the whole day'],
  [null, '2026-11-24T12:00:00Z', true, 'no window'],
])('%s at %s: %s (%s)', (window, at, inside) => {
  expect(insideWindow(window, new Date(at))).toBe(inside)
})

test.each<[string, string, string, string]>([
  ['22:00-06:00', '2026-11-24T12:00:30Z', '2026-11-24T21:00:00.000Z', 'winter, from the day'],
  ['22:00-06:00', '2026-11-24T21:30:10Z', '2026-11-24T21:30:10.000Z', 'inside already'],
  ['22:00-06:00', '2026-07-01T12:00:00Z', '2026-07-01T20:00:00.000Z', 'summer'],
  ['05:00-07:00', '2026-03-28T23:30:00Z', '2026-03-29T03:00:00.000Z', 'the clocks go forward in between'],
  ['05:00-07:00', '2026-10-24T22:30:00Z', '2026-10-25T04:00:00.000Z', 'the clocks go back in between'],
  ['02:30-05:00', '2026-03-28T23:30:00Z', '2026-03-29T01:00:00.000Z', '2 h 30 does not exist that day: 3 h'],
  ['02:10-02:50', '2026-03-28T23:30:00Z', '2026-03-30T00:10:00.000Z', 'a window that does not exist that day'],
  ['02:10-02:50', '2026-10-25T00:55:00Z', '2026-10-25T01:10:00.000Z', 'a window that comes twice that day'],
])('%s from %s opens at %s (%s)', (window, from, opening) => {
  expect(nextOpening(window, new Date(from)).toISOString()).toBe(opening)
})

test.each<[string, string, string | undefined]>([
  ['22:00-06:00', '2026-11-24T21:00:00Z', '2026-11-25T05:00:00.000Z'],
  ['22:00-06:00', '2026-10-24T21:00:00Z', '2026-10-25T05:00:00.000Z'],
  ['22:00-06:00', '2026-03-28T22:00:00Z', '2026-03-29T04:00:00.000Z'],
  ['01:00-02:30', '2026-03-29T00:00:00Z', '2026-03-29T01:00:00.000Z'],
  ['00:00-00:00', '2026-11-24T21:00:00Z', undefined],
])('%s at %s closes at %s', (window, at, closing) => {
  expect(nextClosing(window, new Date(at))?.toISOString()).toBe(closing)
})

test('a window is said as people say hours', () => {
  expect(frenchWindow('22:30-06:00')).toBe('22 h 30 et 6 h')
})
