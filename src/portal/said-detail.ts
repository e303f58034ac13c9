import { frenchCount, frenchDate } from '../common/french.ts'
import type { Decision } from '../ledger/decision.ts'
import { labelOfField, valueWords } from './words-of.ts'

const ROLES: Record<string, string> = { gestionnaire: 'gestionnaire', ddets: 'DDETS', partenaire: 'partenaire' }

/** What is told of each part of an event's detail; a part that only programs need (identifiers) is not. */
const PARTS: Record<string, (value: unknown, names: Names) => string | null> = {
  email: value => String(value),
  name: value => String(value),
  title: value => String(value),
  role: value => ROLES[String(value)] ?? String(value),
  partner: (value, names) => names.partner(String(value)),
  expires: value => `jusqu’au ${frenchDate(String(value))}`,
  contacts: value => frenchCount(Number(value), 'personne'),
  sent: value => frenchCount(Number(value), 'rappel'),
  note: value => `note : ${value}`,
  reason: value => `raison : ${value}`,
  raison: value => `raison : ${value}`,
  message: value => String(value),
  date: value => valueWords(value),
  lines: value => frenchCount(Number(value), 'ligne'),
  taken: value => frenchCount(Number(value), 'offre retenue', 'offres retenues'),
  errors: value => (Number(value) > 0 ? frenchCount(Number(value), 'erreur') : null),
  fresh: value => (typeof value === 'number' ? frenchCount(value, 'offre') : null),
  decision: value => decisionWords(value as Decision),
  pages: value => frenchCount(Number(value), 'page lue', 'pages lues'),
  writes: value => frenchCount(Number(value), 'écriture'),
  offers: value => frenchCount(Number(value), 'offre'),
  statements: value => frenchCount(Number(value), 'demande'),
  links: value => frenchCount(Number(value), 'lien'),
  runs: value => frenchCount(Number(value), 'passage'),
  plans: value => frenchCount(Number(value), 'plan'),
  events: value => frenchCount(Number(value), 'ligne du journal', 'lignes du journal'),
  dry: value => (value === true ? 'simulation' : null),
}

interface Names {
  partner(id: string): string
}

/** The detail of an event of the ledger in words; empty when there is nothing for people in it. */
export function saidDetail(detail: unknown, names: Names): string {
  if (typeof detail === 'string') return detail
  if (typeof detail !== 'object' || detail === null) return ''
  return Object.entries(detail)
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .flatMap(([name, value]) => PARTS[name]?.(value, names) ?? [])
    .join(' ; ')
    .slice(0, 400)
}

function decisionWords(decision: Decision): string | null {
  switch (decision?.action) {
    case 'map':
      return `« ${valueWords(decision.value)} »`
    case 'keep': {
      const side = decision.side.endsWith('theirs') ? 'DORA gardé' : 'valeur du partenaire'
      return `${decision.field ? `${labelOfField(decision.field)} : ` : ''}${side}${decision.side.startsWith('always') ? ', toujours' : ''}`
    }
    default:
      return null
  }
}
