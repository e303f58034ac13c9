import type { FetchedDocument } from '../harvest/connector.ts'
import { formOf } from '../harvest/forms.ts'
import { readJson } from '../harvest/records/parse-json.ts'
import { saidError } from '../harvest/records/said-error.ts'
import { withoutWarning } from '../harvest/server-warning.ts'

const OTHERWISE = 'demander au partenaire un tableau ou un document dont le texte se copie, ou déclarer ses offres'

/** Why nothing was read in a document that somebody may have meant, and what to do of it, in French, as the end of a sentence. */
export function whyNothing(document: Pick<FetchedDocument, 'body' | 'text'>): string {
  const form = formOf(document)
  if (form === 'un fichier PDF')
    return `ce PDF n’a pas de texte que l’on puisse lire (page numérisée, fichier abîmé ou protégé) : ${OTHERWISE}`
  if (form.includes('Word')) return `ce document ne s’ouvre pas, ou n’a pas de texte : ${OTHERWISE}`
  if (form === 'un fichier JSON') return whyNoJson(document.text)
  if (form === 'un fichier XML') return whyNoXml(withoutWarning(document.text).rest)
  if (form === 'un calendrier iCal') return whyNoCalendar(document.text)
  return 'aucune ligne de titres (« Nom », « Lieu », « Téléphone »…) n’y dit ce que contiennent les colonnes'
}

function whyNoJson(text: string): string {
  const { content, warning } = readJson(text)
  if (content === undefined && warning !== null)
    return `le serveur du partenaire y écrit un avertissement au milieu de ses données (« ${warning.slice(0, 120)} ») : à qui tient le site de corriger cette erreur de PHP`
  if (content === undefined)
    return 'ce JSON est coupé ou mal formé : au partenaire de publier le fichier entier, une liste entre crochets'
  const error = saidError(content)
  if (error !== null) return `la source répond une erreur (« ${error.slice(0, 120)} ») : vérifier l’adresse`
  return 'ce JSON n’a pas de liste d’offres qui aient chacune un nom : vérifier l’adresse, ou voir avec le partenaire'
}

/** Parts of a calendar that are no events. */
const PARTS: readonly [RegExp, string][] = [
  [/^BEGIN:VTODO/im, 'des tâches'],
  [/^BEGIN:VJOURNAL/im, 'des notes'],
  [/^BEGIN:VFREEBUSY/im, 'des heures occupées'],
]

function whyNoCalendar(text: string): string {
  if (/^BEGIN:VEVENT/im.test(text)) return 'ce calendrier n’a aucun événement à venir'
  const parts = PARTS.flatMap(([pattern, words]) => (pattern.test(text) ? [words] : []))
  return parts.length === 0
    ? 'ce calendrier est vide'
    : `ce calendrier n’a que ${parts.join(' et ')}, et aucun événement : au partenaire d’en faire des événements, ou de publier un autre agenda`
}

function whyNoXml(text: string): string {
  const root = /<(?!\?|!)(?:[\w-]+:)?([\w-]+)/.exec(text)?.[1] ?? ''
  if (/^(?:urlset|sitemapindex)$/.test(root))
    return 'c’est le plan du site, qui ne dit que des adresses : donner celle de la page où les offres se lisent'
  const [, attributes = '', words = ''] =
    /<(?:[\w-]+:)?(?:error|erreur|exception)([^>]{0,300})>([^<]{0,300})/i.exec(text) ?? []
  const error = [/code\s*=\s*["']([^"']*)/i.exec(attributes)?.[1] ?? '', words.trim()].filter(Boolean).join(' : ')
  if (error !== '') return `la source répond une erreur (« ${error.slice(0, 120)} ») : vérifier l’adresse`
  return 'ce fichier n’a pas d’élément répété qui ait un nom d’offre : vérifier l’adresse, ou voir avec le partenaire'
}
