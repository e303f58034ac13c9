import { expect, test } from 'vitest'
import { parisDay } from './paris-day.ts'

test('late in the evening UTC it is already tomorrow in France, in summer two hours earlier than in winter', () => {
  expect(parisDay(new Date('2026-11-24T22:59:00Z'))).toBe('2026-11-24')
  expect(parisDay(new Date('2026-11-24T23:01:00Z'))).toBe('2026-11-25')
  expect(parisDay(new Date('2026-07-01T22:01:00Z'))).toBe('2026-07-02')
})
