import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  frenchCount,
  frenchDate,
  frenchDateTime,
  frenchEuros,
  frenchList,
  frenchNames,
  frenchNumber,
  frenchPercent,
} from './french.ts'

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

test('a number is rounded and grouped as `Intl` does, whatever its size; nothing is below zero but what is', () => {
  const format = [0, 1, 2].map(digits => new Intl.NumberFormat('fr-FR', { maximumFractionDigits: digits }))
  const written = fc.oneof(
    fc.integer(),
    fc
      .tuple(fc.integer({ min: -10_000_000, max: 10_000_000 }), fc.constantFrom(10, 100, 1000, 8))
      .map(([n, by]) => n / by),
    fc.tuple(fc.nat(100_000), fc.integer({ min: 1, max: 5000 })).map(([n, of]) => n / of),
    fc.constantFrom(0, 1.005, 0.045, 1e-7, 5e-7, 999.95, 1e15, 1e21, Number.NaN, Number.POSITIVE_INFINITY),
  )
  fc.assert(
    fc.property(written, fc.constantFrom(0, 1, 2), (value, digits) => {
      expect(frenchNumber(value, digits)).toBe(format[digits]?.format(value).replace(/\s/g, ' '))
    }),
    { numRuns: 5000 },
  )
})

test('the singular holds below two', () => {
  expect(frenchCount(0, 'offre')).toBe('0 offre')
  expect(frenchCount(1, 'offre')).toBe('1 offre')
  expect(frenchCount(2, 'offre')).toBe('2 offres')
})

test('words stand together with commas and a last «et»', () => {
  expect(frenchList([])).toBe('')
  expect(frenchList(['A'])).toBe('A')
  expect(frenchList(['A', 'B', 'C'])).toBe('A, B et C')
})

test.each([
  [['A', 'B', 'C'], 'A, B et C'],
  [['A, à Rennes', 'B', 'C, à Vitré'], 'A, à Rennes ; B ; C, à Vitré'],
  [['A, à Rennes'], 'A, à Rennes'],
])('names that hold a comma of their own are told apart: %j', (names, together) => {
  expect(frenchNames(names)).toBe(together)
})
