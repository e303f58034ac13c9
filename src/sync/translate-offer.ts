import { fingerprint } from '../common/digest.ts'
import { remember } from '../common/remember.ts'
import type { SourceConfig } from '../config/source.ts'
import type { DoraStructureDraft } from '../dora/port.ts'
import { summary } from '../dora/translate/text.ts'
import { typologyOf } from '../dora/translate/typology.ts'
import { tenDigits, toDora } from '../dora/translate.ts'
import type { DoraOptions } from '../dora/wire.ts'
import type { Point } from '../harvest/geocoder.ts'
import type { Desired } from '../ledger/plan.ts'
import type { Finding, NormalisedOffer } from '../normalise/normalised-offer.ts'
import { toldEnd } from '../normalise/told-end.ts'
import { toldRanges } from '../normalise/told-range.ts'
import { communeCentre } from '../reference/commune-centre.ts'
import type { Structure } from '../reference/records.ts'

/** An offer as DORA should show it, and the record with what DORA cannot hold or still lacks added to its findings. */
export interface Translated {
  desired: Desired
  record: NormalisedOffer
}

/**
 * @param options DORA's référentiels, so that its own choices are spelled its way; null when the offer needs none (`needsOptions`)
 * @param located where a geocoder found its address; null when nobody did
 */
export function translateOffer(
  offer: NormalisedOffer,
  source: SourceConfig,
  version: string,
  options: DoraOptions | null,
  located: Point | null = null,
): Translated {
  const { service, structure } = offer
  const {
    fields: translated,
    missingToPublish,
    lost,
  } = toDora(service, structure, {
    options,
    zoneWords: offer.provenance.zone_eligibilite?.map(({ words }) => words).join(', ') ?? null,
    ranges: toldRanges(offer),
    centre: communeCentre,
    located,
  })
  const fields = { ...translated, suspensionDate: toldEnd(offer) }
  const findings: Finding[] = [
    ...offer.findings,
    ...missingToPublish.map(({ field, message }) => ({
      code: 'manque-pour-publier',
      field,
      severity: 'avertissement' as const,
      message,
    })),
    ...lost.map(({ field, reason }) => ({
      code: 'perdu-dans-dora',
      field,
      severity: 'info' as const,
      message: reason,
    })),
  ]
  return {
    desired: {
      source: source.id,
      key: offer.key,
      name: service.nom,
      structure: {
        siret: structure.siret,
        name: structure.nom,
        cityCode: structure.code_insee,
        draft: draftOf(structure),
      },
      fields,
      version,
      fingerprint: fingerprint(fields),
    },
    record: { ...offer, findings },
  }
}

/** Whether DORA's référentiels have any bearing on that offer: only conditions are spelled as DORA spells them. */
export function needsOptions({ service }: NormalisedOffer): boolean {
  return service.conditions_acces !== null
}

function draftOf(structure: Structure): DoraStructureDraft {
  return {
    name: structure.nom,
    siret: structure.siret,
    address1: structure.adresse,
    postalCode: structure.code_postal,
    cityCode: structure.code_insee,
    city: structure.commune,
    email: structure.courriel,
    // DORA takes ten digits; a structure is not refused for a number that does not fit.
    phone: structure.telephone && tenDigits(structure.telephone),
    url: structure.site_web,
    shortDesc: structureSummary(
      structure.description ?? `${structure.nom}${structure.commune ? `, à ${structure.commune}` : ''}.`,
    ),
    fullDesc: structure.description,
    typology: typologyOf(structure),
  }
}

/** A structure comes again with each of its offers. */
const structureSummary = remember(description => summary(description))
