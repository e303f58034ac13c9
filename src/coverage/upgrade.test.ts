import { expect, test } from 'vitest'
import { geography, input } from '../../test/coverage/small-departement.ts'
import { coverageReport } from './report.ts'
import { upgraded } from './upgrade.ts'

test('a report of today’s version is itself', () => {
  const today = coverageReport(input, geography)
  expect(upgraded(today)).toBe(today)
})

test('a report of the third version that was kept before it was counted where each action is received', () => {
  const { received, ...before } = coverageReport(input, geography)
  expect(upgraded(before)).toEqual({ ...before, received: null })
})

test('a report of the first version: the euros of a line are found in its amounts, what it did not say is empty', () => {
  const today = coverageReport(input, geography)
  const old = {
    ...today,
    schema: 'dora-sync/coverage/1' as const,
    lines: today.lines.map(({ counted_euros, ...line }) => line),
    parcours: today.parcours.map(({ rhythm, per_session, ceiling, places_text, cofunders, ...row }) => row),
    // Two lines that share an amount: it stands on the first.
    bilan: today.bilan.map(row => (row.line === '2/x' ? { ...row, line: '2/x + 2/y' } : row)),
  }
  const read = upgraded(old as unknown as Parameters<typeof upgraded>[0])
  expect(read.lines).toEqual(today.lines)
  expect(read.lines.map(line => line.counted_euros)).toEqual([10_000, 20_000, 12_000, 0, 8000])
  expect(read.parcours[0]).toMatchObject({
    rhythm: null,
    per_session: null,
    ceiling: null,
    places_text: null,
    cofunders: [],
  })
  expect(read).toMatchObject({ schema: 'dora-sync/coverage/3', services: [], sources: [], map: [], convention_end: '' })
})

test('a report of the second version: its figures stay, its gaps get the levels that its cells tell', () => {
  const today = coverageReport(input, geography)
  const { outlines, beneficiaries_source, catalogue, ...rest } = today
  const old = {
    ...rest,
    schema: 'dora-sync/coverage/2' as const,
    areas: today.areas.map(({ origins, beneficiaries, per_1000_rsa, ...area }) => area),
    cells: today.cells.map(({ origins, ...cell }) => cell),
    services: Array.from(today.services, ({ epci, seen, ...row }) => row),
    // Then, what was open from elsewhere was no gap.
    deserts: today.deserts
      .filter(({ level }) => level === 'rien')
      .map(desert => ({ ...desert, level: 'rien' as const })),
  }
  const read = upgraded(old)
  expect({ ...read, services: [] }).toEqual({ ...today, services: [], received: null })
  expect(Array.from(read.services, ({ epci }) => epci)).toEqual(Array.from(today.services, () => null))
})
