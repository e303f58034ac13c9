import type { Geography } from '../../reference/geography.ts'
import { officialGeography } from '../../reference/official-geography.ts'
import type { Service, Structure } from '../../reference/records.ts'
import type { DoraServiceFields } from '../port.ts'
import { missingToPublish } from '../publishing.ts'
import type { DoraOptions } from '../wire.ts'
import { toConditions } from './conditions.ts'
import { toMarkdown } from './markdown.ts'
import { renewedModes, toModes } from './modes.ts'
import { frenchHours } from './opening-hours.ts'
import { tenDigits } from './phone.ts'
import { type Place, placeOnMap } from './place-on-map.ts'
import { withRangeWords } from './range-words.ts'
import { clean, cleanRecord, cut, summary } from './text.ts'
import { toZone, zoneLabel } from './zone.ts'
import { withZoneWords, zoneWords } from './zone-words.ts'

export interface ToDoraContext {
  /** Référentiels of DORA, so that choices it has already are spelled its way. Null when not loaded. */
  options?: DoraOptions | null
  geography?: Geography
  /** The words that the zone was read from. */
  zoneWords?: string | null
  /** Words of a range («de 4 à 26 h par semaine») where the record keeps only its most: DORA would show the most as if it were the rule. */
  ranges?: { volume_horaire_hebdomadaire?: string; nombre_semaines?: string }
  /** Centre of a commune, for an address without coordinates; null where it is not known. */
  centre?: (cityCode: string) => { longitude: number; latitude: number } | null
  /** Where a geocoder found the address (`addressToLocate`); null when nobody did. */
  located?: { longitude: number; latitude: number } | null
  /** How often DORA reminds the structure. Default `tous-les-6-mois`. */
  updateFrequency?: string
  /** Contacts that the partner publishes itself may be shown to everybody. Default true. */
  contactsPublic?: boolean
}

export interface Translation {
  /** `status` is PUBLISHED when nothing misses, else DRAFT. */
  fields: DoraServiceFields
  /** What the site's form would ask before publishing. */
  missingToPublish: { field: keyof DoraServiceFields; message: string }[]
  /** What DORA cannot hold, or holds less precisely: field of the reference, and why in French. */
  lost: { field: string; reason: string }[]
}

/** An offer of the reference → the service as DORA should hold it. Pure: same input, same output. */
export function toDora(given: Service, carrier: Structure, context: ToDoraContext = {}): Translation {
  const offer = { ...cleanRecord(given), nom: clean(given.nom), description: clean(given.description) }
  const structure = cleanRecord(carrier)
  const geography = context.geography ?? officialGeography()
  const options = context.options ?? null
  const lost: Translation['lost'] = []
  const limit = (field: string, text: string, max: number): string => {
    const short = cut(text, max)
    if (short !== text) lost.push({ field, reason: `Texte coupé : DORA s’arrête à ${max} caractères.` })
    return short
  }
  const orNull = (field: string, text: string | null, max: number): string | null =>
    text === null || text === '' ? null : limit(field, text, max)

  const onSite = offer.modes_accueil?.includes('en-presentiel') ?? false
  const place = addressOf(offer, structure, onSite)
  const point = placeOnMap(place, onSite, context.centre, context.located)
  if (point.lost !== null) lost.push(point.lost)
  const modes = toModes(offer)
  lost.push(...modes.lost)
  const conditions = toConditions(offer.conditions_acces, options)
  if (conditions.shortened)
    lost.push({ field: 'conditions_acces', reason: 'Une condition dépasse 140 caractères : elle est coupée.' })
  const zone = toZone(offer.zone_eligibilite, geography)
  if (zone.unknown.length > 0)
    lost.push({
      field: 'zone_eligibilite',
      reason: `Codes inconnus, laissés de côté : ${zone.unknown.join(', ')}.`,
    })
  if (zone.widened && zone.zone)
    lost.push({
      field: 'zone_eligibilite',
      reason: `DORA n’a qu’une zone par service : ${(offer.zone_eligibilite ?? []).length} territoires deviennent « ${zoneLabel(zone.zone, geography)} ».`,
    })
  const phone = contactPhone(offer.telephone ?? (needs(offer, 'telephoner') ? structure.telephone : null), lost)
  const email = contactEmail(offer.courriel ?? (needs(offer, 'envoyer-un-courriel') ? structure.courriel : null), lost)
  const publics = (offer.publics ?? []).filter(value => value !== 'tous-publics')
  if (offer.publics === null)
    lost.push({ field: 'publics', reason: 'Publics inconnus : DORA affichera « tous publics ».' })
  const thematiques = [...new Set(offer.thematiques ?? [])]
  const ranges = context.ranges ?? {}
  for (const [field, words] of Object.entries(ranges))
    lost.push({ field, reason: `« ${words} » : DORA ne tient qu’un nombre, il reste vide et le texte le dit.` })
  const weekly = ranges.volume_horaire_hebdomadaire === undefined ? offer.volume_horaire_hebdomadaire : null
  if (weekly !== null && !Number.isInteger(weekly))
    lost.push({ field: 'volume_horaire_hebdomadaire', reason: 'DORA ne connaît que des heures entières.' })

  const fields: DoraServiceFields = {
    name: limit('nom', offer.nom, 140),
    shortDesc: summary(offer.description),
    fullDesc: limit(
      'description',
      withZoneWords(
        withRangeWords(toMarkdown(offer.description), Object.values(ranges)),
        zone.widened ? zoneWords(offer, context, geography) : null,
      ),
      10_000,
    ),
    kind: offer.type,
    categories: [...new Set(thematiques.map(value => value.split('--')[0] ?? value))],
    subcategories: thematiques,
    publics,
    publicsPrecisions: offer.publics_precisions,
    accessConditions: conditions.accessConditions,
    requirements: conditions.requirements,
    credentials: conditions.credentials,
    feeCondition: offer.frais,
    feeDetails: orNull('frais_precisions', offer.frais_precisions, 1000),
    contactName: orNull('contact_nom_prenom', offer.contact_nom_prenom, 140),
    contactPhone: phone,
    contactEmail: email,
    isContactInfoPublic: (context.contactsPublic ?? true) && (phone !== null || email !== null),
    locationKinds: offer.modes_accueil ?? [],
    address1: orNull('adresse', place.adresse, 255),
    address2: orNull('complement_adresse', place.complement_adresse, 255),
    postalCode: place.code_postal,
    cityCode: place.code_insee,
    geom: point.geom,
    remoteUrl: null,
    ...modes.fields,
    ...renewedModes(offer),
    diffusionZoneType: zone.zone?.type ?? null,
    diffusionZoneDetails: zone.zone?.code ?? null,
    durationWeeklyHours: weekly === null ? null : Math.round(weekly),
    durationWeeks: ranges.nombre_semaines === undefined ? offer.nombre_semaines : null,
    recurrence: orNull('horaires_accueil', offer.horaires_accueil && frenchHours(offer.horaires_accueil), 140),
    suspensionDate: null,
    updateFrequency: context.updateFrequency ?? 'tous-les-6-mois',
    isCumulative: true,
    onlineForm: null,
    status: 'DRAFT',
  }
  const missing = missingToPublish(fields)
  return {
    fields: { ...fields, status: missing.length === 0 ? 'PUBLISHED' : 'DRAFT' },
    missingToPublish: missing,
    lost,
  }
}

/** The address that a geocoder may place: the offer receives people and says no coordinates. Null: nothing to look for. */
export function addressToLocate(
  offer: Service,
  structure: Structure,
): { street: string; postalCode: string | null; cityCode: string } | null {
  const onSite = offer.modes_accueil?.includes('en-presentiel') ?? false
  const { adresse, code_postal, code_insee, longitude, latitude } = addressOf(offer, structure, onSite)
  if (!onSite || adresse === null || code_insee === null || (longitude !== null && latitude !== null)) return null
  return { street: adresse, postalCode: code_postal, cityCode: code_insee }
}

/** A service without address is at its structure's, when it receives people at all. */
function addressOf(offer: Service, structure: Structure, onSite: boolean): Place {
  const own = offer.adresse !== null || offer.code_insee !== null || offer.code_postal !== null
  return own || !onSite ? offer : structure
}

function needs(offer: Service, mode: string): boolean {
  return offer.modes_mobilisation?.includes(mode) ?? false
}

function contactEmail(email: string | null, lost: Translation['lost']): string | null {
  if (email === null || email.length <= 254) return email
  lost.push({ field: 'courriel', reason: 'Adresse de plus de 254 caractères : DORA n’en veut pas.' })
  return null
}

function contactPhone(phone: string | null, lost: Translation['lost']): string | null {
  if (phone === null) return null
  const digits = tenDigits(phone)
  if (digits === null)
    lost.push({
      field: 'telephone',
      reason: `DORA ne prend que dix chiffres : « ${phone} » n’y tient pas.`,
    })
  return digits
}
