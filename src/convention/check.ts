import { frenchEuros } from '../common/french.ts'
import type { Convention, ConventionFiche } from './convention.ts'
import { fundings } from './fundings.ts'

/** Something in the convention file that does not hold together. `path` leads to it; `message` is French. */
export interface ConventionProblem {
  path: (string | number)[]
  message: string
}

/** What the shape alone cannot say: references that lead somewhere, amounts that add up. Empty when all is well. */
export function checkConvention(convention: Convention): ConventionProblem[] {
  const { start, end } = convention.period
  return [
    ...(start > end ? [{ path: ['period', 'end'], message: early(start, end) }] : []),
    ...repeated(convention),
    ...convention.fiches.flatMap((fiche, at) => checkFiche(convention, fiche, ['fiches', at])),
    ...checkTotals(convention),
  ]
}

function repeated(convention: Convention): ConventionProblem[] {
  const problems: ConventionProblem[] = []
  const note = (seen: Set<string>, id: string, path: (string | number)[], what: string) => {
    if (seen.has(id)) problems.push({ path, message: `${what} « ${id} » écrit deux fois` })
    seen.add(id)
  }
  const partners = new Set<string>()
  for (const [i, { id }] of convention.partners.entries()) note(partners, id, ['partners', i, 'id'], 'partenaire')
  const numbers = new Set<string>()
  const lines = new Set<string>()
  for (const [f, fiche] of convention.fiches.entries()) {
    note(numbers, String(fiche.number), ['fiches', f, 'number'], 'fiche')
    for (const [l, { id }] of fiche.lines.entries()) note(lines, id, ['fiches', f, 'lines', l, 'id'], 'ligne')
  }
  return problems
}

function checkFiche(convention: Convention, fiche: ConventionFiche, path: (string | number)[]): ConventionProblem[] {
  const problems: ConventionProblem[] = []
  const add = (inside: (string | number)[], message: string) => problems.push({ path: [...path, ...inside], message })
  const ids = fiche.lines.map(line => line.id)
  const known = new Set(convention.partners.map(partner => partner.id))
  fiche.lines.forEach((line, l) => {
    const at = ['lines', l]
    if (!line.id.startsWith(`${fiche.number}/`))
      add([...at, 'id'], `attendu un nom qui commence par « ${fiche.number}/ »`)
    line.partners.forEach((partner, p) => {
      if (!known.has(partner)) add([...at, 'partners', p], `partenaire « ${partner} » inconnu de la liste « partners »`)
      if (line.partners.indexOf(partner) < p) add([...at, 'partners', p], `partenaire « ${partner} » écrit deux fois`)
    })
    if (line.start > line.end) add([...at, 'end'], early(line.start, line.end))
    const places = fiche.shared.filter(shared => shared.places !== null && shared.lines.includes(line.id)).length
    if (places + (line.places === null ? 0 : 1) > 1)
      add([...at, 'places'], 'attendu des places propres, ou bien un seul nombre commun sous « shared »')
    const shares = fiche.shared.filter(shared => shared.amounts && shared.lines.includes(line.id)).length
    if (shares + (line.amounts ? 1 : 0) !== 1) {
      add([...at, 'amounts'], 'attendu un montant propre, ou bien un seul montant commun sous « shared »')
    }
  })
  for (const [i, shared] of fiche.shared.entries()) {
    for (const [l, id] of shared.lines.entries()) {
      if (!ids.includes(id)) add(['shared', i, 'lines', l], `ligne « ${id} » inconnue de cette fiche`)
      if (shared.lines.indexOf(id) < l) add(['shared', i, 'lines', l], `ligne « ${id} » écrite deux fois`)
    }
  }
  const amounts = fundings({ ...convention, fiches: [fiche] })
  const state = sum(amounts.map(amount => amount.state))
  if (state !== fiche.state) add(['state'], disagree('part de l’État', fiche.state, state))
  const department = sum(amounts.map(amount => amount.department ?? 0))
  const whole = amounts.every(amount => amount.department !== null)
  if (whole ? department !== fiche.department : department > fiche.department)
    add(['department'], disagree('part du Département', fiche.department, department))
  return problems
}

function checkTotals({ totals, fiches, volet1 }: Convention): ConventionProblem[] {
  const problems: ConventionProblem[] = []
  const compare = (key: keyof typeof totals, said: number, found: number, what: string) => {
    if (said !== found) problems.push({ path: ['totals', key], message: disagree(what, said, found) })
  }
  compare('stateVolet2', totals.stateVolet2, sum(fiches.map(fiche => fiche.state)), 'part de l’État au volet 2')
  compare(
    'departmentVolet2',
    totals.departmentVolet2,
    sum(fiches.map(fiche => fiche.department)),
    'part du Département au volet 2',
  )
  if (volet1.length > 0)
    compare('stateVolet1', totals.stateVolet1, sum(volet1.map(line => line.state)), 'part de l’État au volet 1')
  compare('state', totals.state, sum([totals.stateVolet1, totals.stateVolet2]), 'part de l’État, volets 1 et 2')
  return problems
}

const early = (start: string, end: string) => `la fin (${end}) précède le début (${start})`

/** To the cent: a tenth and two tenths are three tenths. */
const sum = (numbers: number[]) => Math.round(numbers.reduce((total, n) => total + n, 0) * 100) / 100

const disagree = (what: string, said: number, found: number) =>
  `${what} : ${frenchEuros(said)} annoncés, ${frenchEuros(found)} en additionnant (écart ${frenchEuros(found - said)})`
