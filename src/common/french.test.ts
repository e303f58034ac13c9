import { expect, test } from 'vitest'
import { frenchCount, frenchDate, frenchDateTime, frenchEuros, frenchNumber, frenchPercent } from './french.ts'

test('dates are said in Paris, whatever the machine', () => {
  expect(frenchDate('2026-11-24')).toBe('24 novembre 2026')
  expect(frenchDate('2024-01-01')).toContain('1er')
  expect(frenchDateTime('2026-11-24T23:30:00Z')).toContain('25')
  expect(frenchDateTime('2026-11-24T13:30:00Z')).toContain('14 h 30')
})

test('numbers, euros and shares use no-break spaces and the decimal comma', () => {
  expect(frenchNumber(12345.6)).toBe('12 345,6')
  expect(frenchEuros(624670)).toBe('624 670 €')
  expect(frenchPercent(0.834)).toBe('83 %')
})

test('the singular holds below two', () => {
  expect(frenchCount(0, 'offre')).toBe('0 offre')
  expect(frenchCount(1, 'offre')).toBe('1 offre')
  expect(frenchCount(2, 'offre')).toBe('2 offres')
})
