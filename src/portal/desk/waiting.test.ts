import { expect, test } from 'vitest'
import { frenchDateTime } from '../../common/french.ts'
import { type Hours, waitingFor, waitsUntilOpen } from './waiting.ts'

const noon = new Date('2026-11-24T11:00:00Z')
const hours = (more: Partial<Hours>): Hours => ({
  window: '22:00-06:00',
  lastRun: '2026-11-23T22:00:00Z',
  asked: null,
  due: null,
  ...more,
})

test('outside its hours, a site is read when they come', () => {
  expect(waitsUntilOpen('22:00-06:00', noon)).toBe(
    'Ce site ne se lit qu’entre 22 h et 6 h : la lecture est prévue à 22 h 00.',
  )
  expect(waitsUntilOpen('22:00-06:00', new Date('2026-11-24T22:00:00Z'))).toBeNull()
  expect(waitsUntilOpen(null, noon)).toBeNull()
  expect(waitsUntilOpen('02:00-05:00', noon)).toContain(`le ${frenchDateTime('2026-11-25T01:00:00Z')}`)
})

test.each<[string, Partial<Hours>, Date, RegExp | null]>([
  ['nothing waits', {}, noon, null],
  [
    'what was asked since the last run',
    { asked: { by: 'Anne', at: '2026-11-24T10:00:00Z' } },
    noon,
    /demandée par Anne/,
  ],
  ['what was asked before it', { asked: { by: 'Anne', at: '2026-11-23T10:00:00Z' } }, noon, null],
  [
    'a date that went by',
    { due: new Date('2026-11-24T02:15:00Z') },
    noon,
    /prévu le 24.novembre.2026 à 3.h.15 .*à 22.h.00/,
  ],
  ['a date that was kept', { due: new Date('2026-11-23T21:59:00Z') }, noon, null],
  ['a source that never ran missed nothing', { lastRun: null, due: new Date('2026-11-24T02:15:00Z') }, noon, null],
  ['inside its hours', { asked: { by: 'A', at: '2026-11-24T10:00:00Z' } }, new Date('2026-11-24T21:00:00Z'), null],
  ['no hours', { window: null, asked: { by: 'A', at: '2026-11-24T10:00:00Z' } }, noon, null],
])('%s', (_, more, now, words) => {
  const said = waitingFor(hours(more), now)
  if (words === null) expect(said).toBeNull()
  else expect(said).toMatch(words)
})
