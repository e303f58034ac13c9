import { expect, test } from 'vitest'
import { fundings } from '../../src/convention/fundings.ts'
import { loadConvention } from '../../src/convention/load.ts'

const convention = loadConvention(
  new URL('../../config/conventions/2024.yaml', import.meta.url).pathname,
  'config/conventions/2024.yaml',
)
const amounts = fundings(convention)
const lines = convention.fiches.flatMap(fiche => fiche.lines)
const sum = (numbers: number[]) => numbers.reduce((total, n) => total + n, 0)

test('the State’s share adds up to the convention’s own total, 624 670 €, amount by amount', () => {
  expect(sum(amounts.map(amount => amount.state))).toBe(624_670)
  expect(convention.totals.stateVolet2).toBe(624_670)
  expect(convention.totals.stateVolet1 + 624_670).toBe(730_670)
})

test.each([
  [1, 137_000],
  [2, 206_500],
  [3, 110_127],
  [4, 64_000],
  [5, 15_000],
  [6, 27_043],
  [7, 15_000],
  [8, 25_000],
  [9, 25_000],
])('fiche %i: %i € of the State, and as much of the Département', (number, euros) => {
  const fiche = convention.fiches.find(found => found.number === number)
  expect(fiche?.state).toBe(euros)
  expect(fiche?.department).toBe(euros)
  expect(sum(amounts.filter(amount => amount.fiche === number).map(amount => amount.state))).toBe(euros)
})

test('the financing plan of annexe 2 gives twice the State’s share, and a ceiling above it', () => {
  expect(sum(convention.fiches.map(fiche => fiche.state + fiche.department))).toBe(1_249_340)
  expect(convention.totals.ceilingVolet2).toBe(625_393)
})

test('nine fiches, 24 offers, and one line that pays the referencing itself', () => {
  expect(convention.fiches).toHaveLength(9)
  expect(lines.filter(line => line.offer)).toHaveLength(24)
  expect(lines.filter(line => !line.offer).map(line => line.id)).toEqual(['9/referencement-dora'])
})

test('what the text excludes is no partner', () => {
  expect(convention.excluded.map(found => found.name)).toEqual(['Jardin Moderne', 'Soliguide'])
  for (const { name } of convention.excluded) {
    expect(convention.partners.some(partner => [partner.name, ...partner.aliases].includes(name))).toBe(false)
  }
})

test('every partner has at least one line', () => {
  const used = new Set(lines.flatMap(line => line.partners))
  expect(convention.partners.filter(partner => !used.has(partner.id))).toEqual([])
})
