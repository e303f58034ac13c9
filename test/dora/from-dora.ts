import type { DoraService, DoraStructure } from '../../src/dora/port.ts'
import {
  fromZone,
  heldModes,
  internationalNumber,
  isSpecific,
  publicsFromDora,
} from '../../src/dora/translate/from-dora.ts'
import type { Geography } from '../../src/reference/geography.ts'
import { officialGeography } from '../../src/reference/official-geography.ts'
import type { Service, Structure } from '../../src/reference/records.ts'
import { fromConditions, fromMarkdown, withoutZoneWords } from './from-words.ts'

export interface FromDoraContext {
  /** Value of the `source` field. Default `dora`. */
  source?: string
  geography?: Geography
}

/** A service read through DORA's API → the reference. What the account could not read comes as null, like what is empty. */
export function fromDora(
  service: DoraService,
  structure: DoraStructure,
  context: FromDoraContext = {},
): { structure: Structure; service: Service } {
  const geography = context.geography ?? officialGeography()
  const source = context.source ?? 'dora'
  const { fields } = service
  const nothing = { modes_mobilisation: null, mobilisable_par: null, mobilisation_precisions: null }
  const modes = { ...nothing, lien_mobilisation: null, ...heldModes(fields) }
  return {
    structure: structureFromDora(structure, source),
    service: {
      source,
      structure_id: structure.slug,
      id: service.slug,
      nom: fields.name,
      description: fromMarkdown(withoutZoneWords(fields.fullDesc)) || fields.shortDesc,
      lien_source: null,
      date_maj: service.modificationDate.slice(0, 10),
      type: fields.kind,
      thematiques: fields.subcategories.length > 0 ? fields.subcategories.filter(isSpecific) : null,
      frais: fields.feeCondition,
      frais_precisions: fields.feeDetails,
      publics: publicsFromDora(fields.publics),
      publics_precisions: fields.publicsPrecisions,
      conditions_acces: fromConditions(fields.accessConditions, fields.requirements, fields.credentials),
      commune: fields.cityCode === null ? null : (geography.commune(fields.cityCode)?.name ?? null),
      code_postal: fields.postalCode,
      code_insee: fields.cityCode,
      adresse: fields.address1,
      complement_adresse: fields.address2,
      longitude: fields.geom === null ? null : Number(fields.geom.split(',')[0]),
      latitude: fields.geom === null ? null : Number(fields.geom.split(',')[1]),
      telephone: fields.contactPhone === null ? null : internationalNumber(fields.contactPhone),
      courriel: fields.contactEmail,
      modes_accueil: fields.locationKinds.length > 0 ? fields.locationKinds : null,
      zone_eligibilite: fromZone(fields.diffusionZoneType, fields.diffusionZoneDetails, geography),
      contact_nom_prenom: fields.contactName,
      ...modes,
      volume_horaire_hebdomadaire: fields.durationWeeklyHours,
      nombre_semaines: fields.durationWeeks,
      horaires_accueil: null,
    },
  }
}

function structureFromDora(structure: DoraStructure, source = 'dora'): Structure {
  return {
    source,
    id: structure.slug,
    nom: structure.name,
    date_maj: structure.modificationDate.slice(0, 10),
    description: null,
    lien_source: null,
    siret: structure.siret,
    commune: structure.city,
    code_postal: structure.postalCode,
    code_insee: structure.cityCode,
    adresse: structure.address1,
    complement_adresse: null,
    longitude: null,
    latitude: null,
    telephone: structure.phone === null ? null : internationalNumber(structure.phone),
    courriel: structure.email,
    site_web: null,
    horaires_accueil: null,
    accessibilite_lieu: null,
    reseaux_porteurs: null,
  }
}
