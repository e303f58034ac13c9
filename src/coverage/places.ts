import type { Convention } from '../convention/convention.ts'
import type { LineAccount } from './report-contract.ts'

/** Places that the convention gives in figures, each number once, and how many pay actions that are all referenced. */
export function countPlaces(convention: Convention, accounts: LineAccount[]): { funded: number; referenced: number } {
  const states = new Map(accounts.map(account => [account.id, account.state]))
  const groups = convention.fiches.flatMap(fiche => [
    ...fiche.lines.map(line => ({ places: line.places, lines: [line.id] })),
    ...fiche.shared.map(shared => ({ places: shared.places, lines: shared.lines })),
  ])
  let funded = 0
  let referenced = 0
  for (const { places, lines } of groups) {
    funded += places ?? 0
    if (lines.every(id => states.get(id) === 'referenced')) referenced += places ?? 0
  }
  return { funded, referenced }
}
