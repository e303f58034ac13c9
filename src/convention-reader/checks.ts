import { frenchCount, frenchDate, frenchEuros } from '../common/french.ts'
import type { BudgetItem, BudgetRead, Check, FicheRead, Read, TotalsRead } from './reading.ts'

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

function checkFiche(fiche: FicheRead): Check[] {
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
  const leaves = fiche.state.items.flatMap(item => (item.parts.length > 0 ? item.parts : [item]))
  // One amount for several volets goes to the only partner that the fiche names.
  const shared = leaves.length === 1 && leaves[0]?.volet === null && fiche.volets.length > 1
  return leaves.flatMap(({ payee, nature, amount }) =>
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
  const leaves = fiche.state.items.flatMap(item => (item.parts.length > 0 ? item.parts : [item]))
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

function checkPeriods(fiche: FicheRead, totals: TotalsRead): Check[] {
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

function checkPlan(fiches: FicheRead[], totals: TotalsRead): Check[] {
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

function compare(subject: string, what: string, expected: number, found: number, lines: number[]): Check {
  const message =
    expected === found
      ? `${what} : ${frenchEuros(expected)}`
      : `${what} : ${frenchEuros(found)}, attendu ${frenchEuros(expected)}, écart ${frenchEuros(found - expected)}`
  return { outcome: expected === found ? 'juste' : 'écart', subject, message, expected, found, lines: unique(lines) }
}

const doubt = (subject: string, message: string, lines: number[]): Check => ({
  outcome: 'douteux',
  subject,
  message,
  expected: null,
  found: null,
  lines: unique(lines),
})

const unique = (lines: number[]) => [...new Set(lines)].sort((a, b) => a - b)
const sum = (numbers: number[]) => numbers.reduce((total, n) => total + n, 0)
const sumOf = (items: BudgetItem[]) => sum(items.map(item => item.amount.value))
