import { frenchCount, frenchDate, frenchNumber } from '../common/french.ts'
import type { Whose } from '../common/rejection.ts'
import { upperFirst } from '../common/text.ts'
import { fieldLabel as doraLabel } from '../dora/field-label.ts'
import { fieldLabel } from '../reference/field-labels.ts'
import { entryOf, type ReferentielName } from '../reference/referentiels.ts'
import { DORA_STATES } from './statuses.ts'

/** «il y a 3 jours», «à l’instant». */
export function ago(instant: string, now: Date): string {
  const minutes = Math.floor((now.getTime() - Date.parse(instant)) / 60_000)
  if (minutes < 1) return 'à l’instant'
  if (minutes < 60) return `il y a ${frenchCount(minutes, 'minute')}`
  if (minutes < 48 * 60) return `il y a ${frenchCount(Math.floor(minutes / 60), 'heure')}`
  return `il y a ${frenchCount(Math.floor(minutes / 1440), 'jour')}`
}

/** French name of a field of DORA or of the reference record, with its capital. */
export function labelOfField(field: string): string {
  if (field === 'slug') return 'Service dans DORA'
  return upperFirst(doraLabel(field) ?? fieldLabel(field).replaceAll('_', ' '))
}

const REFERENTIELS: ReferentielName[] = [
  'types',
  'frais',
  'modes_accueil',
  'modes_mobilisation',
  'mobilisable_par',
  'publics',
  'thematiques',
  'categories',
]

/** Values that only DORA has, as its own forms call them. */
const DORA_VALUES: Record<string, string> = {
  autre: 'Autre',
  'envoyer-un-mail': 'Envoyer un courriel',
  'envoyer-un-mail-avec-une-fiche-de-prescription': 'Envoyer un courriel avec une fiche de prescription',
  professionnel: 'Se faire orienter par un professionnel',
  'formulaire-dora': 'Formulaire DORA',
  'completer-le-formulaire-dadhesion': 'Formulaire en ligne de la structure',
  city: 'Commune',
  epci: 'Intercommunalité',
  department: 'Département',
  region: 'Région',
  country: 'France entière',
  'tous-les-mois': 'tous les mois',
  'tous-les-3-mois': 'tous les 3 mois',
  'tous-les-6-mois': 'tous les 6 mois',
  'tous-les-12-mois': 'tous les 12 mois',
  'tous-les-16-mois': 'tous les 16 mois',
}

function isDoraStatus(text: string): text is keyof typeof DORA_STATES {
  return Object.hasOwn(DORA_STATES, text)
}

/** Any value of a record, for people: labels for codes, «oui» and «non», French dates, «–» when empty. */
export function valueWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–'
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map(valueWords).join(', ')
  if (typeof value === 'boolean') return value ? 'oui' : 'non'
  if (typeof value === 'number') return frenchNumber(value, 2)
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([name, each]) => `${labelOfField(name)} : ${valueWords(each)}`)
      .join(' ; ')
  // A description keeps its bold words, not the marks that make them so.
  const text = String(value).replace(/\*\*([^*]+)\*\*/g, '$1')
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return frenchDate(text)
  const own = isDoraStatus(text)
    ? DORA_STATES[text].word
    : Object.hasOwn(DORA_VALUES, text)
      ? DORA_VALUES[text]
      : undefined
  if (own) return own
  const phone = /^(?:\+33|0)(\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text)
  if (phone) return `0${phone.slice(1).join(' ')}`
  if (/^[a-z0-9]+(-+[a-z0-9]+)*$/.test(text))
    for (const name of REFERENTIELS) {
      const label = entryOf(name, text)?.label
      if (label) return label
    }
  return text
}

/** «20260101» style keys of the inbox, in words. */
export const INBOX_WORDS: Record<string, { one: string; many: string; lead: string }> = {
  quarantine: {
    one: 'accord demandé',
    many: 'Accords demandés',
    lead: 'Un passage attend qu’une personne approuve ou refuse ce qu’il propose.',
  },
  match: {
    one: 'rapprochement douteux',
    many: 'Rapprochements douteux',
    lead: 'Une offre ressemble à un service déjà présent dans DORA, sans certitude.',
  },
  structure: {
    one: 'structure à confirmer',
    many: 'Structures à confirmer',
    lead: 'La structure porteuse n’a pas été reconnue dans DORA.',
  },
  conflict: {
    one: 'conflit',
    many: 'Conflits',
    lead: 'Le partenaire et une personne dans DORA ont changé le même champ, ou le nom et la description ont changé ensemble chez le partenaire. DORA est gardé tant que vous n’avez pas choisi.',
  },
  correction: {
    one: 'correction non appliquée',
    many: 'Corrections non appliquées',
    lead: 'Une correction acceptée ne peut pas être envoyée : la fiche continue sans elle, jusqu’à ce qu’elle soit corrigée ou retirée.',
  },
  rejection: { one: 'rejet', many: 'Rejets', lead: 'Ce qui n’a pas pu être envoyé, et pourquoi.' },
  'unknown-value': {
    one: 'valeur inconnue',
    many: 'Valeurs inconnues',
    lead: 'Un mot du partenaire n’est pas dans la liste nationale : dites ce qu’il veut dire, il comptera dès le prochain passage.',
  },
  doubt: { one: 'envoi à vérifier', many: 'Envois à vérifier', lead: 'DORA n’a pas confirmé un envoi.' },
}

/** Whose move it is, after «À qui d’agir». */
export const WHOSE_TURN: Record<Whose, string> = {
  partenaire: 'au partenaire',
  configuration: 'à qui règle la lecture des sources',
  dora: 'à DORA',
  robot: 'au robot',
  gestionnaire: 'à vous',
}
