import { z } from 'zod'
import type { SchemaContext } from './field-rules.ts'
import * as field from './fields.ts'

const rest = {
  type: field.optional(field.one('types')),
  thematiques: field.optional(field.several('thematiques')),
  frais: field.optional(field.one('frais')),
  frais_precisions: field.optional(field.text()),
  publics: field.optional(field.publics()),
  publics_precisions: field.optional(field.text()),
  conditions_acces: field.optional(field.text()),
  commune: field.optional(field.text()),
  code_postal: field.optional(field.postalCodeField()),
  code_insee: field.optional(field.communeCodeField()),
  adresse: field.optional(field.text()),
  complement_adresse: field.optional(field.text()),
  longitude: field.optional(field.float()),
  latitude: field.optional(field.float()),
  telephone: field.optional(field.text()),
  courriel: field.optional(field.email()),
  modes_accueil: field.optional(field.several('modes_accueil')),
  zone_eligibilite: field.optional(field.zones()),
  contact_nom_prenom: field.optional(field.text()),
  lien_mobilisation: field.optional(field.url()),
  modes_mobilisation: field.optional(field.several('modes_mobilisation', 1)),
  mobilisable_par: field.optional(field.several('mobilisable_par', 1)),
  mobilisation_precisions: field.optional(field.text()),
  volume_horaire_hebdomadaire: field.optional(field.float(0)),
  nombre_semaines: field.optional(field.integer(1)),
  horaires_accueil: field.optional(field.text()),
}

/**
 * A service of the shared reference schema v1 (source: data-inclusion-schema 1.0.8). Fields stand in the official order, which is the
 * order of the errors. Unknown keys are dropped, absent optional fields become null. Units and rules: `fields.ts`, `records.ts`.
 */
export const serviceSchema = (context: SchemaContext) =>
  z.object({
    source: field.text(),
    structure_id: field.text(),
    id: field.text(),
    nom: field.nom(context),
    description: field.sizedText(5, 10_000),
    lien_source: field.optional(field.url()),
    date_maj: field.dateMaj(context),
    ...rest,
  })
