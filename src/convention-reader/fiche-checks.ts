import { frenchDate, frenchEuros } from '../common/french.ts'
import { compare, doubt, sum, sumOf, unique } from './check.ts'
import type { BudgetRead, Check, FicheRead, TotalsRead } from './reading.ts'
import { sharedAmount, stateAmounts } from './state-amounts.ts'

/** What a fiche lacks, and its own sums. */
export function checkFiche(fiche: FicheRead): Check[] {
  const subject = `fiche ${fiche.number}`
  const checks: Check[] = []
  if (fiche.called !== null) {
    const message = `« ${fiche.called} » dans le texte : un numéro de fiche est entier, ${fiche.number} est proposé ; à vérifier`
    checks.push(doubt(subject, message, [fiche.line]))
  }
  if (fiche.secondTitle !== null) {
    const message = `Un second intitulé (ligne ${fiche.secondTitle}) : le titre d’une fiche n’a sans doute pas été reconnu, et ce qu’elle dit manque`
    checks.push(doubt(subject, message, [fiche.secondTitle]))
  }
  for (const missing of fiche.missing) checks.push(doubt(subject, `Il manque ${missing}`, [fiche.line]))
  checks.push(
    ...checkPart(`${subject}, part de l’État`, fiche.state),
    ...checkPart(`${subject}, part du Département`, fiche.department),
  )
  const state = fiche.state.total
  const department = fiche.department.total
  if (state && department) {
    checks.push(
      compare(
        `${subject}, parité`,
        'l’État et le Département paient autant (article 3.3)',
        state.value,
        department.value,
        [state.line, department.line],
      ),
    )
  }
  checks.push(...checkVolets(fiche), ...checkPayees(fiche))
  const announced = fiche.voletsAnnounced
  if (announced && announced.value !== fiche.volets.length) {
    checks.push(
      doubt(`${subject}, volets`, `${announced.value} volets annoncés, ${fiche.volets.length} reconnus`, [
        announced.line,
      ]),
    )
  }
  return checks
}

/** Amounts that the text gives to nobody whose name could be read. */
function checkPayees(fiche: FicheRead): Check[] {
  // One amount for several volets goes to the only partner that the fiche names.
  const shared = sharedAmount(fiche) !== null
  return stateAmounts(fiche).flatMap(({ payee, nature, amount }) =>
    payee !== null || (shared && fiche.partners.length === 1)
      ? []
      : [
          doubt(
            `fiche ${fiche.number}, bénéficiaires`,
            nature === 'poste' && !shared
              ? `${frenchEuros(amount.value)} : un poste, dont personne n’est dit payé ; le Département est supposé, à vérifier`
              : `${frenchEuros(amount.value)} : à qui ils vont n’a pas été lu ; à remplir avant de garder`,
            [amount.line],
          ),
        ],
  )
}

/** What each volet receives; an amount that no volet, or several, could claim is said. */
function checkVolets(fiche: FicheRead): Check[] {
  const total = fiche.state.total
  const leaves = stateAmounts(fiche)
  if (!total || fiche.volets.length < 2 || leaves.length === 0) return []
  const subject = `fiche ${fiche.number}, par volet`
  const sums = fiche.volets.map(volet => ({
    number: volet.number,
    sum: sumOf(leaves.filter(leaf => leaf.volet === volet.number)),
  }))
  const loose = sumOf(leaves.filter(leaf => leaf.volet === null))
  const words = sums.map(({ number, sum: euros }) => `volet ${number} ${frenchEuros(euros)}`).join(', ')
  const lines = unique(leaves.map(leaf => leaf.amount.line))
  if (loose === 0) return [compare(subject, words, total.value, sum(sums.map(each => each.sum)), lines)]
  const message =
    leaves.length === 1
      ? `${frenchEuros(loose)} pour les ${fiche.volets.length} volets ensemble, sans partage`
      : `${words} ; ${frenchEuros(loose)} sans volet reconnu`
  return [{ outcome: 'douteux', subject, message, expected: total.value, found: total.value - loose, lines }]
}

/** Its days against each other, and against the convention’s. */
export function checkPeriods(fiche: FicheRead, totals: TotalsRead): Check[] {
  const [from, to] = [totals.period?.start?.value, totals.period?.end?.value]
  return fiche.periods.flatMap(({ labels, start, end }) => {
    const subject = `fiche ${fiche.number}, période${labels.length > 0 ? ` de ${labels.join(', ')}` : ''}`
    const lines = [start, end].flatMap(day => (day ? [day.line] : []))
    if (start && end && start.value > end.value) return [doubt(subject, 'La fin précède le début', lines)]
    if (end && to && end.value > to)
      return [
        doubt(subject, `Va jusqu’au ${frenchDate(end.value)}, au-delà de la convention (${frenchDate(to)})`, lines),
      ]
    if (start && from && start.value < from)
      return [
        doubt(subject, `Commence le ${frenchDate(start.value)}, avant la convention (${frenchDate(from)})`, lines),
      ]
    return []
  })
}

function checkPart(subject: string, part: BudgetRead): Check[] {
  if (!part.total) return [doubt(subject, 'Montant total introuvable', [])]
  const checks: Check[] = []
  if (part.items.length > 0) {
    const lines = [part.total.line, ...part.items.map(item => item.amount.line)]
    checks.push(compare(subject, 'la somme des montants', part.total.value, sumOf(part.items), lines))
  }
  for (const item of part.items) {
    if (item.parts.length > 0) {
      const what = `le détail des ${frenchEuros(item.amount.value)}`
      checks.push(
        compare(
          subject,
          what,
          item.amount.value,
          sumOf(item.parts),
          item.parts.map(inner => inner.amount.line),
        ),
      )
    }
    for (const amount of [item, ...item.parts]) {
      if (!amount.signed) {
        const message = `${frenchEuros(amount.amount.value)} est écrit sans le signe € : « ${amount.amount.words} »`
        checks.push(doubt(subject, message, [amount.amount.line]))
      }
    }
  }
  return checks
}
