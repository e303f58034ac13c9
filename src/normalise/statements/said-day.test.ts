import { expect, test } from 'vitest'
import { saidDay } from './said-day.ts'

const at = '2026-02-01T23:30:00.000Z'

test('a confirmation speaks for the day of the telephone call it was heard in, else for the day it was said, in France', () => {
  const call = { day: '2026-01-28', person: 'Ada', note: '' }
  expect(saidDay({ at, body: { kind: 'confirmation', call } })).toBe('2026-01-28')
  expect(saidDay({ at, body: { kind: 'confirmation' } })).toBe('2026-02-02')
  expect(saidDay({ at, body: { kind: 'correction', fields: {}, comment: '' } })).toBe('2026-02-02')
})
