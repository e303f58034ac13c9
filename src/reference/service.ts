import { z } from 'zod'
import * as field from './fields.ts'

const some = <S extends z.ZodType>(schema: S) => schema.nullable().default(null as never)

const rest = {
  type: some(field.one('types')),
  thematiques: some(field.several('thematiques')),
  frais: some(field.one('frais')),
  frais_precisions: some(field.text()),
  publics: some(field.publics()),
  publics_precisions: some(field.text()),
  conditions_acces: some(field.text()),
  commune: some(field.text()),
  code_postal: some(field.postalCodeField()),
  code_insee: some(field.communeCodeField()),
  adresse: some(field.text()),
  complement_adresse: some(field.text()),
  longitude: some(field.float()),
  latitude: some(field.float()),
  telephone: some(field.text()),
  courriel: some(field.email()),
  modes_accueil: some(field.several('modes_accueil')),
  zone_eligibilite: some(field.zones()),
  contact_nom_prenom: some(field.text()),
  lien_mobilisation: some(field.url()),
  modes_mobilisation: some(field.several('modes_mobilisation', 1)),
  mobilisable_par: some(field.several('mobilisable_par', 1)),
  mobilisation_precisions: some(field.text()),
  volume_horaire_hebdomadaire: some(field.float(0)),
  nombre_semaines: some(field.integer(1)),
  horaires_accueil: some(field.text()),
}

/**
 * A service of the shared reference schema v1 (source: data-inclusion-schema 1.0.8). Fields stand in the official order, which is the
 * order of the errors. Unknown keys are dropped, absent optional fields become null. Units and rules: `fields.ts`, `records.ts`.
 */
export const serviceSchema = (context: field.SchemaContext) =>
  z.object({
    source: field.text(),
    structure_id: field.text(),
    id: field.text(),
    nom: field.nom(context),
    description: field.sizedText(5, 10_000),
    lien_source: some(field.url()),
    date_maj: field.dateMaj(context),
    ...rest,
  })
