import { fold } from '../common/text.ts'
import { ownText } from '../coverage/counted-text.ts'
import type { NormalisedOffer } from '../normalise/normalised-offer.ts'
import { toldEnd } from '../normalise/told-end.ts'
import { officialGeography } from '../reference/official-geography.ts'
import { entryOf } from '../reference/referentiels.ts'
import type { Tables } from './schema.ts'

/** What lists of offers look for and sort by, and what a report counts, out of the record. */
export type OfferFacets = Omit<Tables['offers_facets'], 'id' | 'source' | 'key'>

/** Those that there were before migration 0030. */
export type OlderFacets = Omit<OfferFacets, 'called' | 'counted'>

/** Letters of a text beyond this are not searched. */
const MOST = 6000

/** Pure. @param record null: only the name is known */
export function offerFacets(name: string, record: NormalisedOffer | null): OfferFacets {
  if (record === null)
    return {
      words: fold(name),
      themes: '',
      actions: '',
      commune: '',
      ends: null,
      supposed_end: null,
      epci: '',
      score: null,
      called: null,
      counted: null,
    }
  const { service, structure } = record
  const ends = toldEnd(record)
  const themes = service.thematiques ?? []
  const phone = service.telephone ?? ''
  const figures = phone.replace(/\D/g, '').replace(/^33/, '0')
  const texts = [
    name,
    service.nom,
    structure.nom,
    service.commune,
    service.code_postal,
    service.adresse,
    figures,
    figures.match(/\d\d/g)?.join(' '),
    service.courriel,
    service.contact_nom_prenom,
    ...themes.map(theme => entryOf('thematiques', theme)?.label ?? theme),
    service.description,
  ]
  return {
    words: fold(texts.filter(Boolean).join(' ')).slice(0, MOST),
    themes: listed(themes),
    actions: listed(record.actions),
    commune: service.commune ?? '',
    ends,
    supposed_end: ends === null ? (record.session?.end ?? null) : null,
    epci: listed(epcisOf(service)),
    score: record.score,
    called: service.nom,
    counted: ownText(record),
  }
}

/** Of the commune where it is held; for want of one, of the communes and intercommunalités that it serves. */
function epcisOf({ code_insee, zone_eligibilite }: NormalisedOffer['service']): string[] {
  const geography = officialGeography()
  const held = code_insee === null ? null : geography.commune(code_insee)?.epci
  if (held) return [held]
  const served = (zone_eligibilite ?? []).flatMap(
    code => geography.epci(code)?.code ?? geography.commune(code)?.epci ?? [],
  )
  return [...new Set(served)].slice(0, 40)
}

function listed(values: readonly string[]): string {
  return values.length === 0 ? '' : ` ${values.join(' ')} `
}
