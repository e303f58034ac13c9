import { expect, test } from 'vitest'
import { sameMoment } from './same-moment.ts'

const PARIS = '2026-11-24T10:00:00.123456+01:00'

test.each([
  PARIS,
  '2026-11-24T09:00:00.123456Z',
  '2026-11-24T09:00:00.123456+00:00',
  '2026-11-24T09:00:00.123456000Z',
  '2026-11-24T10:00:00.123456+0100',
  '2026-11-24T10:00:00.123456+01',
])('%s is that moment', date => {
  expect(sameMoment(PARIS, date)).toBe(true)
  expect(sameMoment(date, PARIS)).toBe(true)
})

test.each([
  '2026-11-24T10:00:00.123457+01:00',
  '2026-11-24T10:00:00.123+01:00',
  '2026-11-24T10:00:00.123456+02:00',
  '2026-11-24T10:00:00.123456',
  '2026-11-24',
  'bientôt',
  '',
  null,
  undefined,
])('%s is not', date => {
  expect(sameMoment(PARIS, date)).toBe(false)
  expect(sameMoment(date, PARIS)).toBe(false)
})

test('without a fraction the second is meant; what is no date is itself alone', () => {
  expect(sameMoment('2026-11-24T10:00:00+01:00', '2026-11-24T09:00:00.000000Z')).toBe(true)
  expect(sameMoment('2026-11-24T09:00:00.100Z', '2026-11-24T09:00:00.1Z')).toBe(true)
  expect(sameMoment('2026-11-24T09:00:00.105Z', '2026-11-24T09:00:00.15Z')).toBe(false)
  expect(sameMoment('', '')).toBe(true)
  expect(sameMoment('bientôt', 'bientôt')).toBe(true)
  expect(sameMoment('2026-13-45T10:00:00Z', '2026-13-46T10:00:00Z')).toBe(false)
  expect(sameMoment('', null)).toBe(false)
})
