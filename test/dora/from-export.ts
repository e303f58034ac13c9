import { z } from 'zod'
import {
  fromModes,
  fromZone,
  internationalNumber,
  isSpecific,
  publicsFromDora,
} from '../../src/dora/translate/from-dora.ts'
import type { Geography } from '../../src/reference/geography.ts'
import { officialGeography } from '../../src/reference/official-geography.ts'
import type { Service } from '../../src/reference/records.ts'
import { fromConditions, fromMarkdown, withoutZoneWords } from './from-words.ts'

const text = z.string().nullish()
const texts = z.array(z.string()).nullish()

/** A line of DORA's export to data·inclusion (`/api/v2/services/`), in the terms of schema v0. */
export const ExportedService = z.looseObject({
  id: z.string(),
  structure_id: z.string(),
  nom: z.string(),
  date_maj: z.string(),
  presentation_resume: text,
  presentation_detail: text,
  types: texts,
  thematiques: texts,
  prise_rdv: text,
  frais: text,
  frais_autres: text,
  publics: texts,
  pre_requis: texts,
  justificatifs: texts,
  formulaire_en_ligne: text,
  commune: text,
  code_postal: text,
  code_insee: text,
  adresse: text,
  complement_adresse: text,
  longitude: z.number().nullish(),
  latitude: z.number().nullish(),
  lien_source: text,
  telephone: text,
  courriel: text,
  contact_nom_prenom: text,
  contact_public: z.boolean().nullish(),
  modes_accueil: texts,
  publics_precisions: text,
  zone_diffusion_type: text,
  zone_diffusion_code: text,
  modes_mobilisation: texts,
  mobilisable_par: texts,
  mobilisation_precisions: text,
  lien_mobilisation: text,
  modes_orientation_accompagnateur: texts,
  modes_orientation_accompagnateur_autres: text,
  modes_orientation_beneficiaire: texts,
  modes_orientation_beneficiaire_autres: text,
  temps_passe_duree_hebdomadaire: z.number().nullish(),
  temps_passe_semaines: z.number().nullish(),
})
export type ExportedService = z.infer<typeof ExportedService>

/**
 * DORA's own export → the reference, by data·inclusion's rules (first type, appointment link first, a private contact told to nobody).
 * Kinder than theirs on two points: conditions are joined by a real line end, and a precision on one side alone is kept.
 */
export function fromExport(record: ExportedService, geography: Geography = officialGeography()): Service {
  const contact = (value: string | null | undefined): string | null =>
    record.contact_public === true && value ? value : null
  const phone = contact(record.telephone)
  return {
    source: 'dora',
    structure_id: `dora--${record.structure_id}`,
    id: `dora--${record.id}`,
    nom: record.nom.replace(/(?<!\.)\.$/, ''),
    description: fromMarkdown(withoutZoneWords(record.presentation_detail ?? '')) || (record.presentation_resume ?? ''),
    lien_source: record.lien_source || null,
    date_maj: record.date_maj.slice(0, 10),
    type: record.types?.[0] ?? null,
    thematiques: record.thematiques && record.thematiques.length > 0 ? record.thematiques.filter(isSpecific) : null,
    frais: record.frais || null,
    frais_precisions: record.frais_autres || null,
    publics: publicsFromDora(record.publics ?? []),
    publics_precisions: record.publics_precisions || null,
    conditions_acces: fromConditions(record.pre_requis ?? [], record.justificatifs ?? []),
    commune: record.commune || null,
    code_postal: record.code_postal || null,
    code_insee: record.code_insee || null,
    adresse: record.adresse || null,
    complement_adresse: record.complement_adresse || null,
    longitude: record.longitude ?? null,
    latitude: record.latitude ?? null,
    telephone: phone === null ? null : internationalNumber(phone),
    courriel: contact(record.courriel),
    modes_accueil: record.modes_accueil && record.modes_accueil.length > 0 ? record.modes_accueil : null,
    zone_eligibilite: fromZone(record.zone_diffusion_type ?? null, record.zone_diffusion_code ?? null, geography),
    contact_nom_prenom: contact(record.contact_nom_prenom),
    ...modesOf(record),
    volume_horaire_hebdomadaire: record.temps_passe_duree_hebdomadaire ?? null,
    nombre_semaines: record.temps_passe_semaines ?? null,
    horaires_accueil: null,
  }
}

function modesOf(record: ExportedService): ReturnType<typeof fromModes> {
  const { modes_mobilisation: renewed, mobilisable_par: by } = record
  if (renewed !== undefined)
    return {
      modes_mobilisation: renewed?.length ? renewed : null,
      mobilisable_par: by?.length ? by : null,
      mobilisation_precisions: record.mobilisation_precisions || null,
      lien_mobilisation: record.lien_mobilisation || null,
    }
  return fromModes(
    {
      modes: record.modes_orientation_beneficiaire ?? [],
      other: record.modes_orientation_beneficiaire_autres ?? null,
    },
    {
      modes: record.modes_orientation_accompagnateur ?? [],
      other: record.modes_orientation_accompagnateur_autres ?? null,
    },
    record.prise_rdv || record.formulaire_en_ligne || null,
  )
}
