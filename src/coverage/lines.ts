import { frenchDate } from '../common/french.ts'
import type { Whose } from '../common/rejection.ts'
import type { ConventionFiche, ConventionLine } from '../convention/convention.ts'
import type { Alike, AnyInput, OfferRow } from './input.ts'
import { offersByLine } from './offers-by-line.ts'
import { isPublished } from './published.ts'
import type { LineAccount } from './report-contract.ts'
import { isSetAside } from './set-aside.ts'

/** What of the input says where lines stand. */
type LineInput = Pick<AnyInput, 'date' | 'convention' | 'sources' | 'offers' | 'rejections'>

/**
 * Each line of the convention and where it stands. Referenced: a published service for every partner of the line.
 * A line that is not is always somebody's move.
 */
export function lineAccounts(input: LineInput, byLine = offersByLine(input)): LineAccount[] {
  const names = new Map(input.convention.partners.map(partner => [partner.id, partner.name]))
  const partnerOf = new Map(input.sources.map(source => [source.id, source.partner]))
  return input.convention.fiches.flatMap(fiche =>
    fiche.lines.map(line => accountOf(input, fiche, line, byLine.get(line.id) ?? [], names, partnerOf)),
  )
}

function accountOf(
  input: LineInput,
  fiche: ConventionFiche,
  line: ConventionLine,
  offers: OfferRow[],
  names: Map<string, string>,
  partnerOf: Map<string, string>,
): LineAccount {
  const published = offers.filter(({ like }) => isPublished(like, input.date))
  const bearers = new Set(published.map(({ like }) => partnerOf.get(like.offer.source)))
  const only = line.partners.length === 1
  const partners = line.partners.map(id => ({
    id,
    name: names.get(id) ?? id,
    published: only ? published.length > 0 : bearers.has(id),
  }))
  const shared = fiche.shared.find(found => found.amounts !== null && found.lines.includes(line.id))
  return {
    id: line.id,
    fiche: fiche.number,
    volet: line.volet,
    title: line.title,
    partners,
    offer: line.offer,
    nature: line.nature,
    state_euros: line.amounts?.state ?? null,
    shared_with: shared ? shared.lines.filter(id => id !== line.id) : [],
    counted_euros: line.amounts?.state ?? (shared?.lines[0] === line.id ? (shared.amounts?.state ?? 0) : 0),
    ...standing(input, line, partners, offers, published),
    services: offers
      .map(({ like, key, name, slug }) => ({
        source: like.offer.source,
        key,
        name,
        slug,
        published: isPublished(like, input.date),
      }))
      .sort((a, b) => compare(a.source, b.source) || compare(a.key, b.key)),
  }
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

type Standing = Pick<LineAccount, 'state' | 'reason' | 'whose'>

function standing(
  input: LineInput,
  line: ConventionLine,
  partners: LineAccount['partners'],
  offers: OfferRow[],
  published: OfferRow[],
): Standing {
  if (!line.offer) return { state: 'absent', reason: 'Ce montant ne paie pas d’offre à référencer', whose: null }
  const missing = partners.filter(partner => !partner.published)
  if (missing.length === 0) return { state: 'referenced', reason: 'Service publié dans DORA', whose: null }
  if (published.length > 0) {
    const reason = `Service publié, il manque : ${missing.map(partner => partner.name).join(', ')}`
    return { state: 'partial', reason, whose: whoseOf(offers, input.date) ?? 'gestionnaire' }
  }
  if (offers.length > 0) {
    const waiting = (offers.find(({ like }) => like.whose !== null) ?? offers[0])?.like
    return { state: 'waiting', reason: reasonOf(waiting, input.date), whose: waiting?.whose ?? whoseOfStatus(waiting) }
  }
  return withoutOffer(input, line)
}

const whoseOf = (offers: OfferRow[], date: string): Whose | null =>
  offers.find(({ like }) => !isPublished(like, date) && like.whose)?.like.whose ?? null

function whoseOfStatus(offer: Alike | undefined): Whose {
  // A suggestion waits for the structure to accept it; a draft or an archive waits for the gestionnaire.
  return offer?.status === 'SUGGESTION' ? 'partenaire' : 'gestionnaire'
}

function reasonOf(offer: Alike | undefined, date: string): string {
  if (!offer) return ''
  const { end } = offer.offer
  if (end !== null && end < date) return `Terminée le ${frenchDate(end)}`
  if (offer.state === 'retired') return 'L’offre n’est plus chez le partenaire'
  if (offer.state === 'rejected' || offer.state === 'waiting' || offer.state === 'conflict') return offer.reason
  if (offer.status === 'DRAFT') return 'Brouillon dans DORA, à publier'
  if (offer.status === 'SUGGESTION') return 'Suggestion dans DORA, à accepter par la structure'
  if (offer.status === 'ARCHIVED') return 'Service archivé dans DORA'
  return offer.reason
}

function withoutOffer(input: LineInput, line: ConventionLine): Standing {
  const sources = input.sources.filter(source => line.partners.includes(source.partner))
  if (sources.length === 0) {
    return { state: 'absent', reason: 'Aucune source ne suit ce partenaire', whose: 'gestionnaire' }
  }
  const rejection = input.rejections.find(
    found => !isSetAside(found) && sources.some(source => source.id === found.source),
  )
  if (rejection) return { state: 'waiting', reason: rejection.message, whose: rejection.whose }
  if (sources.every(source => source.lastSuccess === null)) {
    return { state: 'waiting', reason: 'La source n’a encore jamais été lue avec succès', whose: 'robot' }
  }
  return {
    state: 'absent',
    reason: 'La source a été lue, aucune offre n’y répond à cette action',
    whose: 'configuration',
  }
}
