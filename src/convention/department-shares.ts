import type { ConventionFiche } from './convention.ts'
import type { Funding } from './fundings.ts'

/**
 * The Département's euros, to the cent, of each amount of a fiche, by the id of the amount: as the text gives them; what it only gives for the whole fiche is
 * shared among the others as the State's euros are (parity of article 3.3). They add up to the fiche's.
 * @param amounts of that fiche, as `fundings` tells them
 */
export function departmentShares(
  { department }: Pick<ConventionFiche, 'department'>,
  amounts: readonly Pick<Funding, 'id' | 'state' | 'department'>[],
): Map<string, number> {
  const shares = new Map<string, number>()
  for (const { id, department: own } of amounts) if (own !== null) shares.set(id, own)
  const silent = amounts.filter(amount => amount.department === null)
  const rest = Math.max(0, cents(department) - sum([...shares.values()].map(cents)))
  const paid = sum(silent.map(({ state }) => state))
  // Where the State pays nothing there is nothing to follow: each the same.
  const weight = (state: number) => (paid === 0 ? 1 / silent.length : state / paid)
  let [told, given] = [0, 0]
  for (const { id, state } of silent) {
    told += weight(state)
    // The cents that rounding leaves go to the next one: none is lost.
    const share = Math.round(rest * told) - given
    given += share
    shares.set(id, share / 100)
  }
  return shares
}

const cents = (euros: number) => Math.round(euros * 100)
const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)
