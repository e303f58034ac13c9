import { frenchCount, frenchNumber } from '../common/french.ts'
import { squeeze } from '../common/text.ts'
import type { Fault } from './fault.ts'
import { fieldLabel } from './field-labels.ts'
import { type ReferentielName, referentiels, valuesOf } from './referentiels.ts'
import { didYouMean } from './suggest.ts'

const SHOWN = 80

/** « … », quoted the French way, cut at 80 characters; null, lists and objects are named. */
export function shown(received: unknown): string {
  if (received === null || received === undefined) return 'rien'
  if (Array.isArray(received)) return received.length === 0 ? 'une liste vide' : quote(received.map(String).join(', '))
  if (typeof received === 'object') return 'un objet'
  return quote(String(received))
}

function quote(value: string): string {
  const flat = squeeze(value.toWellFormed())
  if (flat === '') return value === '' ? 'un texte vide' : 'un texte fait de blancs'
  const cut = [...flat].length > SHOWN ? `${[...flat].slice(0, SHOWN - 1).join('')}…` : flat
  return `« ${cut} »`
}

/** «Thématiques (thematiques), 2ᵉ valeur», the place as a person finds it. */
export function place(loc: readonly string[]): string {
  const [field = '', index] = loc
  const label = fieldLabel(field)
  const name = label === field ? field : `${label} (${field})`
  if (index === undefined || !/^\d+$/.test(index)) return name
  const rank = Number(index) + 1
  return `${name}, ${rank}${rank === 1 ? 'ʳᵉ' : 'ᵉ'} valeur`
}

/** The message of one fault at one place: what, where, what came, what is accepted. French, one or two sentences. */
export function messageOf(fault: Fault, loc: readonly string[]): string {
  return `${place(loc)} : ${explain(fault, loc)}`
}

function explain(fault: Fault, loc: readonly string[]): string {
  const field = loc[0] ?? ''
  const came = `Reçu : ${shown(fault.received)}.`
  const limit = fault.limit ?? 0
  switch (fault.type) {
    case 'missing':
      return `champ obligatoire absent. ${accepted(field)}`
    case 'model_type':
      return `une fiche doit être un objet dont les clés sont les champs du schéma. ${came}`
    case 'string_type':
      if (fault.received === null) return `champ obligatoire vide. ${accepted(field)}`.trimEnd()
      return `un texte est attendu. ${came} ${accepted(field)}`.trimEnd()
    case 'string_unicode':
      return 'le texte contient un caractère illisible (demi-caractère Unicode) ; il faut le retaper.'
    case 'string_too_short':
      return `trop court, ${frenchCount(limit, 'caractère')} au moins. ${came} ${accepted(field)}`.trimEnd()
    case 'string_too_long':
      return `trop long, ${frenchCount(limit, 'caractère')} au plus. ${came} ${accepted(field)}`.trimEnd()
    case 'string_pattern_mismatch':
      return `forme inattendue. ${came} ${accepted(field)}`.trimEnd()
    case 'enum':
      return `valeur inconnue. ${came}${suggestion(field, fault.received)} ${accepted(field)}`.trimEnd()
    case 'literal_error':
      return `ni un code reconnu ni « france ». ${came} ${accepted(field)}`.trimEnd()
    case 'set_type':
    case 'list_type':
      return `une liste de valeurs est attendue. ${came} ${accepted(field)}`.trimEnd()
    case 'too_short':
      return `la liste est vide. Donner une valeur au moins, ou ne pas remplir le champ. ${accepted(field)}`.trimEnd()
    case 'date_type':
    case 'date_parsing':
    case 'date_from_datetime_parsing':
      return `date illisible. ${came} ${accepted('date_maj')}`
    case 'date_from_datetime_inexact':
      return `un jour est attendu, sans heure. ${came} ${accepted('date_maj')}`
    case 'url_type':
    case 'url_parsing':
      return `adresse web illisible. ${came}${schemeAdvice(fault.received)}`
    case 'url_scheme':
      return `l’adresse web doit commencer par http:// ou https://. ${came}`
    case 'url_too_long':
      return `adresse web trop longue, ${frenchCount(limit, 'caractère')} au plus.`
    case 'float_type':
    case 'float_parsing':
      return `un nombre est attendu. ${came}${decimalAdvice(fault.received)}`
    case 'int_type':
    case 'int_parsing':
    case 'int_from_float':
    case 'int_parsing_size':
    case 'finite_number':
      return `un nombre entier est attendu. ${came}`
    case 'greater_than_equal':
      return `le nombre doit être au moins ${frenchNumber(limit)}. ${came}`
    case 'avertissement':
      return `le nom ne doit pas se terminer par un point, sauf « etc. ». ${came}`
    case 'value_error':
      return ruleMessage(fault, came)
  }
}

function ruleMessage(fault: Fault, came: string): string {
  switch (fault.rule) {
    case 'twenty-first-century':
      return `la date doit être du XXIᵉ siècle (à partir du 1er janvier 2000). ${came}`
    case 'future':
      return `la date est dans le futur. ${came} Donner le jour où la fiche a été vérifiée pour la dernière fois.`
    case 'exclusive-public':
      return `« tous-publics » ne va pas avec d’autres publics. ${came} Garder « tous-publics » seul, ou l’enlever.`
    default:
      return `adresse de courriel refusée. ${came} Une seule adresse est attendue, par exemple accueil@association.fr.`
  }
}

const expected: Readonly<Record<string, string>> = {
  nom: `Attendu : 3 à 150 caractères.`,
  description: `Attendu : 5 à 10 000 caractères, idéalement 200 à 1 999.`,
  date_maj: `Attendu : un jour comme 2026-01-31.`,
  code_postal: `Attendu : cinq chiffres, comme 35000.`,
  code_insee: `Attendu : le code INSEE à cinq caractères, comme 35238 (Rennes).`,
  siret: `Attendu : quatorze chiffres, sans espace.`,
  zone_eligibilite: `Attendu : des codes de communes (35238), d’EPCI (243500139), de départements (35), de pays (99100), ou « france ». Pour une région, donner ses départements.`,
  source: `Attendu : l’identifiant du producteur, comme cd35.`,
  id: `Attendu : un identifiant stable, comme cd35--42.`,
  structure_id: `Attendu : l’identifiant de la structure qui porte le service.`,
}

const MOST_LISTED = 14

function accepted(field: string): string {
  const name = referentielOf(field)
  if (name) {
    const values = valuesOf(name)
    if (values.length > MOST_LISTED) return `Voir la liste des ${values.length} valeurs acceptées.`
    return `Valeurs acceptées : ${values.join(', ')}.`
  }
  return expected[field] ?? ''
}

function suggestion(field: string, received: unknown): string {
  const name = referentielOf(field)
  return name ? didYouMean(name, received) : ''
}

/** The référentiel that a field takes its values from, or null. */
export function referentielOf(field: string): ReferentielName | null {
  if (field === 'type') return 'types'
  return field in referentiels && field !== 'types' && field !== 'categories' ? (field as ReferentielName) : null
}

function schemeAdvice(received: unknown): string {
  return typeof received === 'string' && /^[\w-]+(\.[\w-]+)+(\/|$)/.test(received.trim())
    ? ` Vouliez-vous dire « https://${received.trim()} » ?`
    : ` Attendu : une adresse complète, comme https://www.exemple.fr/page.`
}

function decimalAdvice(received: unknown): string {
  return typeof received === 'string' && /^\s*-?\d+,\d+\s*$/.test(received)
    ? ` Écrire les décimales avec un point : ${received.trim().replace(',', '.')}.`
    : ''
}
