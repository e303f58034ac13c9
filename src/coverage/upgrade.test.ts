import { expect, test } from 'vitest'
import { geography, input } from '../../test/coverage/small-departement.ts'
import { coverageReport } from './report.ts'
import { upgraded } from './upgrade.ts'

test('a report of the second version: its figures stay, its gaps get the levels that its cells tell', () => {
  const today = coverageReport(input, geography)
  const { outlines, beneficiaries_source, catalogue, ...rest } = today
  const old = {
    ...rest,
    schema: 'dora-sync/coverage/2' as const,
    areas: today.areas.map(({ origins, beneficiaries, per_1000_rsa, ...area }) => area),
    cells: today.cells.map(({ origins, ...cell }) => cell),
    services: today.services.map(({ epci, seen, ...row }) => row),
    // Then, what was open from elsewhere was no gap.
    deserts: today.deserts
      .filter(({ level }) => level === 'rien')
      .map(desert => ({ ...desert, level: 'rien' as const })),
  }
  const read = upgraded(old)
  expect({ ...read, services: [] }).toEqual({ ...today, services: [] })
  expect(read.services.map(({ epci }) => epci)).toEqual(today.services.map(() => null))
})
