import { sameName } from './budget.ts'
import type { BudgetItem, FicheRead, Proposal } from './reading.ts'

/** Names that are one under several spellings: that of the list of partners is kept, else the longest. */
export function spellings(fiches: FicheRead[]): Proposal['spellings'] {
  const groups: { kept: string; listed: boolean; others: Map<string, number> }[] = []
  const add = (name: string, line: number, listed: boolean) => {
    const group = groups.find(found => sameName(found.kept, name))
    if (!group) return groups.push({ kept: name, listed, others: new Map() })
    if (group.kept === name) return
    const better = (listed && !group.listed) || (listed === group.listed && name.length > group.kept.length)
    if (better) group.others.set(group.kept, line).delete(name)
    else if (!group.others.has(name)) group.others.set(name, line)
    if (better) Object.assign(group, { kept: name, listed })
  }
  const pay = (item: BudgetItem) => {
    if (item.payee) add(item.payee, item.amount.line, false)
    item.parts.forEach(pay)
  }
  for (const fiche of fiches) {
    for (const partner of fiche.partners) add(partner.value, partner.line, true)
    for (const volet of fiche.volets) for (const carrier of volet.carriers) add(carrier, volet.name.line, false)
    fiche.state.items.forEach(pay)
  }
  return groups
    .filter(group => group.others.size > 0)
    .map(group => ({ kept: group.kept, others: [...group.others].map(([name, line]) => ({ name, line })) }))
}
