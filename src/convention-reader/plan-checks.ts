import { frenchEuros } from '../common/french.ts'
import { compare, sum, unique } from './check.ts'
import type { Check, FicheRead, Read, TotalsRead } from './reading.ts'

/** The financing plan (annexe 2) against what the fiches say. */
export function checkPlan(fiches: FicheRead[], totals: TotalsRead): Check[] {
  const state = sum(fiches.map(fiche => fiche.state.total?.value ?? 0))
  const department = sum(fiches.map(fiche => fiche.department.total?.value ?? 0))
  const checks: Check[] = []
  if (totals.planState)
    checks.push(compare('annexe 2', 'part de l’État', totals.planState.value, state, [totals.planState.line]))
  if (totals.planDepartment)
    checks.push(
      compare('annexe 2', 'part du Département', totals.planDepartment.value, department, [totals.planDepartment.line]),
    )
  if (totals.planTotal) checks.push(planTotal(totals.planTotal, state + department))
  if (totals.planBlocks.length > 1) {
    const blocks = totals.planBlocks
    checks.push(
      compare(
        'annexe 2, rubriques',
        'la somme des rubriques',
        state + department,
        sum(blocks.map(block => block.value)),
        blocks.map(block => block.line),
      ),
    )
  }
  if (totals.ceilingVolet2) {
    const gap = totals.ceilingVolet2.value - state
    const message = `Plafond imprimé ${frenchEuros(totals.ceilingVolet2.value)}, part de l’État engagée ${frenchEuros(state)} : ${frenchEuros(Math.abs(gap))} ${gap < 0 ? 'au-dessus du plafond' : 'de marge'}`
    checks.push({
      outcome: gap < 0 ? 'écart' : 'juste',
      subject: 'annexe 2, plafond',
      message,
      expected: totals.ceilingVolet2.value,
      found: state,
      lines: [totals.ceilingVolet2.line],
    })
  }
  for (const { fiche: number, amounts } of totals.planFiches) {
    const fiche = fiches.find(found => found.number === number)
    const both = (fiche?.state.total?.value ?? 0) + (fiche?.department.total?.value ?? 0)
    const subject = `annexe 2, fiche ${number}`
    const lines = unique(amounts.map(amount => amount.line))
    if (amounts.some(amount => amount.value === both))
      checks.push(compare(subject, 'le coût total (deux parts)', both, both, lines))
    else {
      const read =
        amounts.length === 0
          ? 'aucun montant lisible'
          : `lu ${[...new Set(amounts.map(amount => frenchEuros(amount.value)))].join(', ')}`
      checks.push({
        outcome: 'douteux',
        subject,
        message: `${read} ; les deux parts de la fiche font ${frenchEuros(both)}`,
        expected: both,
        found: amounts[0]?.value ?? null,
        lines,
      })
    }
  }
  return checks
}

/** A lost comma makes a hundredfold: said, and not mended in silence. */
function planTotal(read: Read<number>, expected: number): Check {
  if (read.value !== expected && read.value === expected * 100) {
    const message = `Total lu ${frenchEuros(read.value)} : cent fois ${frenchEuros(expected)}, la virgule des centimes s’est sans doute perdue à la lecture`
    return { outcome: 'douteux', subject: 'annexe 2, total', message, expected, found: read.value, lines: [read.line] }
  }
  return compare('annexe 2, total', 'le coût total du volet 2', read.value, expected, [read.line])
}
