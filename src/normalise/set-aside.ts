import type { Rejection } from '../common/rejection.ts'
import { fold } from '../common/text.ts'
import type { Convention } from '../convention/convention.ts'
import type { RawOffer } from '../harvest/connector.ts'
import type { FieldValues } from './field-scope.ts'
import type { Mapping } from './mapping/load-mapping.ts'
import { holds } from './mapping/read-rule.ts'
import type { OfferSpec } from './mapping/schema.ts'
import { quote } from './quote.ts'

/** The mapping's own refusal of a record (homonym, out of perimeter, page without offer), or null. */
export function refusal(raw: RawOffer, mapping: Mapping): Rejection | null {
  const found = mapping.refuse.find(({ when }) => holds(when, raw))
  if (!found) return null
  const [read = ''] = found.when.map(condition => raw.fields[condition.read]?.[0]?.words ?? '')
  return {
    code: found.code,
    key: raw.key,
    where: raw.address,
    field: null,
    received: quote(read),
    expected: 'une offre de ce partenaire dans le périmètre de la convention',
    message: found.because,
    whose: found.code === 'page-sans-offre' ? 'partenaire' : 'configuration',
  }
}

/** A record that fills the condition of no offer of the mapping. */
export function noOffer(raw: RawOffer, { file }: Mapping): Rejection {
  const [first] = Object.values(raw.fields).flat()
  return {
    code: 'sans-offre',
    key: raw.key,
    where: raw.address,
    field: null,
    received: quote(first?.words ?? ''),
    expected: `un enregistrement qui remplit la condition d’une des offres de ${file}`,
    message: 'Cet enregistrement ne correspond à aucune offre de la configuration.',
    whose: 'configuration',
  }
}

/** Whom the convention rules out for the fiches of an offer. */
export function exclusionsOf(spec: OfferSpec, { excluded }: Convention): Convention['excluded'] {
  const fiches = spec.actions.map(id => Number(id.split('/')[0]))
  return excluded.filter(({ fiche }) => fiches.includes(fiche))
}

/** What the convention rules out for a fiche is never referenced for it. */
export function exclusion(structure: FieldValues, exclusions: Convention['excluded']): Rejection | null {
  if (exclusions.length === 0) return null
  const name = String(structure.values.nom ?? '')
  const folded = fold(name)
  const excluded = exclusions.find(out => folded.includes(fold(out.name)))
  if (!excluded) return null
  return {
    code: 'exclu-par-la-convention',
    key: null,
    where: '',
    field: 'structure.nom',
    received: quote(name),
    expected: `un porteur que la fiche ${excluded.fiche} n’écarte pas`,
    message: `${excluded.name} n’est pas référencé pour la fiche ${excluded.fiche} : ${excluded.reason}.`,
    whose: 'gestionnaire',
  }
}

/** An offer located outside the département waits for a person, who corrects the place or says that the source has such offers. */
export function elsewhere(
  key: string,
  raw: RawOffer,
  place: { received: string; message: string },
  source: string,
): Rejection {
  return {
    code: 'hors-departement',
    key,
    where: raw.address,
    field: 'lieu',
    received: quote(place.received),
    expected: `un lieu du département, ou « elsewhere: true » dans config/sources/${source}.yaml si c’est attendu`,
    message: `${place.message} Elle attend qu’une personne le dise : sa place est peut-être mal lue, ou cette source a bien des offres ailleurs.`,
    whose: 'gestionnaire',
  }
}

/** What bears the name of an error page, a closed door or a parked domain is no offer, whatever it was read from. */
export function noOfferName(key: string, raw: RawOffer, name: string): Rejection {
  return {
    code: 'page-sans-offre',
    key,
    where: raw.address,
    field: 'nom',
    received: quote(name),
    expected: 'le nom d’une offre',
    message: `« ${quote(name)} » n’est pas le nom d’une offre mais celui d’une page d’erreur, de maintenance ou de connexion : rien n’est repris.`,
    whose: 'partenaire',
  }
}
