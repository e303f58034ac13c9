import type { BudgetItem, FicheRead } from './reading.ts'

/** The State's amounts of a fiche that the text splits no further. */
export function stateAmounts({ state }: Pick<FicheRead, 'state'>): BudgetItem[] {
  return state.items.flatMap(item => (item.parts.length > 0 ? item.parts : [item]))
}

/** The only amount of a fiche that has several volets, when the text gives it to none of them; null: there is no such amount. */
export function sharedAmount(fiche: Pick<FicheRead, 'state' | 'volets'>): BudgetItem | null {
  const [only, ...others] = stateAmounts(fiche)
  return only && others.length === 0 && only.volet === null && fiche.volets.length > 1 ? only : null
}
