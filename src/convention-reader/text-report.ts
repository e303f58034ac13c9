import { frenchCount, frenchDate, frenchEuros } from '../common/french.ts'
import type { BudgetItem, Check, FicheRead, Proposal } from './reading.ts'

/** The proposal as a person reads it in a terminal; every value is followed by the line it came from. */
export function proposalText(proposal: Proposal): string {
  const { fiches, totals, checks } = proposal
  const state = fiches.reduce((sum, fiche) => sum + (fiche.state.total?.value ?? 0), 0)
  const bad = checks.filter(check => check.outcome !== 'juste')
  return [
    `${frenchCount(fiches.length, 'fiche lue', 'fiches lues')}, part de l’État ${frenchEuros(state)}${totals.stateVolet2 ? ` (la convention annonce ${frenchEuros(totals.stateVolet2.value)}, ligne ${totals.stateVolet2.line})` : ''}.`,
    `${frenchCount(checks.length - bad.length, 'vérification juste', 'vérifications justes')}, ${bad.length} à regarder.`,
    ...fiches.flatMap(ficheText),
    '',
    'Vérifications',
    ...checks.map(checkText),
    '',
    `Orthographes rapprochées${proposal.spellings.length === 0 ? ' : aucune' : ''}`,
    ...proposal.spellings.map(
      ({ kept, others }) => `  ${kept} ← ${others.map(other => `${other.name} (ligne ${other.line})`).join(', ')}`,
    ),
    '',
    `${frenchCount(proposal.repairs.length, 'réparation')} de lecture (liste complète : --json)`,
    '',
  ].join('\n')
}

function ficheText(fiche: FicheRead): string[] {
  return [
    '',
    `Fiche ${fiche.number} (ligne ${fiche.line}) : ${fiche.title?.value ?? 'intitulé introuvable'}`,
    ...fiche.volets.map(
      volet =>
        `  volet ${volet.number} : ${volet.name.value}${volet.carriers.length > 0 ? ` – ${volet.carriers.join(', ')}` : ''} (ligne ${volet.name.line})`,
    ),
    ...list('  partenaires', fiche.partners),
    ...list('  co-financeurs', fiche.cofunders),
    ...fiche.periods.map(
      ({ labels, start, end }) =>
        `  période${labels.length > 0 ? ` de ${labels.join(', ')}` : ''} : ${start ? `du ${frenchDate(start.value)} (ligne ${start.line})` : 'début non dit'}${end ? ` au ${frenchDate(end.value)} (ligne ${end.line})` : ', fin non dite'}`,
    ),
    ...part('  État', fiche.state),
    ...part('  Département', fiche.department),
    ...(fiche.figures.length > 0
      ? [`  chiffres : ${fiche.figures.map(figure => `${figure.text} (ligne ${figure.line})`).join(' ; ')}`]
      : []),
    ...fiche.excluded.map(name => `  écarté par le texte : ${name.value} (ligne ${name.line})`),
  ]
}

const list = (label: string, names: FicheRead['partners']) =>
  names.length === 0 ? [] : [`${label} : ${names.map(name => `${name.value} (ligne ${name.line})`).join(', ')}`]

function part(label: string, { total, items }: FicheRead['state']): string[] {
  if (!total) return [`${label} : montant introuvable`]
  return [`${label} : ${frenchEuros(total.value)} (ligne ${total.line})`, ...items.flatMap(item => itemText(item, 4))]
}

function itemText(item: BudgetItem, indent: number): string[] {
  const shared = item.parts.flatMap(inner => (inner.payee ? [inner.payee] : []))
  const who =
    item.payee ?? (shared.length > 0 ? shared.join(' et ') : item.nature === 'poste' ? 'un poste' : item.purpose)
  const volet = item.volet ? `, volet ${item.volet}` : ''
  return [
    `${' '.repeat(indent)}${frenchEuros(item.amount.value)} – ${who}${volet} (ligne ${item.amount.line})`,
    ...item.parts.flatMap(inner => itemText(inner, indent + 2)),
  ]
}

const MARKS: Record<Check['outcome'], string> = { juste: 'juste  ', écart: 'ÉCART  ', douteux: 'DOUTEUX' }

const checkText = (check: Check) =>
  `  ${MARKS[check.outcome]} ${check.subject} : ${check.message}${check.lines.length > 0 ? ` (ligne${check.lines.length > 1 ? 's' : ''} ${check.lines.join(', ')})` : ''}`
