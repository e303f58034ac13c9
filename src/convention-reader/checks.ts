import { frenchCount, frenchEuros } from '../common/french.ts'
import { compare, doubt, sum } from './check.ts'
import { checkFiche, checkPeriods } from './fiche-checks.ts'
import { checkPlan } from './plan-checks.ts'
import type { Check, FicheRead, TotalsRead } from './reading.ts'

/** Every sum that the text allows, and every one that does not come out. */
export function runChecks(fiches: FicheRead[], totals: TotalsRead): Check[] {
  return [
    ...checkNumbering(fiches),
    ...fiches.flatMap(fiche => [...checkFiche(fiche), ...checkPeriods(fiche, totals)]),
    ...checkWhole(fiches, totals),
    ...checkPlan(fiches, totals),
  ]
}

function checkNumbering(fiches: FicheRead[]): Check[] {
  if (fiches.length === 0) return [doubt('fiches', 'Aucune fiche action reconnue dans ce texte', [])]
  const whole = fiches.filter(({ called }) => called === null)
  const holes = whole.filter((fiche, i) => fiche.number !== i + 1)
  const lines = fiches.map(fiche => fiche.line)
  const numbers = fiches.map(fiche => fiche.called ?? fiche.number).join(', ')
  return holes.length === 0
    ? [
        {
          outcome: 'juste',
          subject: 'fiches',
          message: `${frenchCount(whole.length, 'fiche')}, numérotées de 1 à ${whole.length}`,
          expected: whole.length,
          found: whole.length,
          lines,
        },
      ]
    : [doubt('fiches', `Numéros de fiches lus : ${numbers} ; une fiche manque ou un numéro est mal lu`, lines)]
}

function checkWhole(fiches: FicheRead[], totals: TotalsRead): Check[] {
  const checks: Check[] = []
  if (!totals.period?.start || !totals.period.end)
    checks.push(doubt('période', 'Le début ou la fin de la convention n’a pas été lu : à écrire', []))
  const state = sum(fiches.map(fiche => fiche.state.total?.value ?? 0))
  const lines = fiches.flatMap(fiche => (fiche.state.total ? [fiche.state.total.line] : []))
  if (totals.stateVolet2) {
    checks.push(
      compare('total, volet 2', 'la somme des fiches, part de l’État', totals.stateVolet2.value, state, [
        totals.stateVolet2.line,
        ...lines,
      ]),
    )
  } else
    checks.push(
      doubt('total, volet 2', `La convention ne dit pas de total ; les fiches font ${frenchEuros(state)}`, lines),
    )
  if (totals.state && totals.stateVolet1 && totals.stateVolet2) {
    const found = totals.stateVolet1.value + totals.stateVolet2.value
    checks.push(
      compare('total, volets 1 et 2', 'la somme des deux volets', totals.state.value, found, [
        totals.state.line,
        totals.stateVolet1.line,
        totals.stateVolet2.line,
      ]),
    )
  }
  for (const { figures, letters } of totals.inLetters) {
    checks.push(
      compare('montant en lettres', `le montant écrit en lettres (ligne ${figures.line})`, figures.value, letters, [
        figures.line,
      ]),
    )
  }
  return checks
}
