import { expect, test } from 'vitest'
import { insideWindow } from './night-window.ts'

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
