import { z } from 'zod'
import type { SchemaContext } from './field-rules.ts'
import * as field from './fields.ts'

const rest = {
  description: field.optional(field.sizedText(5, 10_000)),
  lien_source: field.optional(field.url()),
  siret: field.optional(field.siretField()),
  commune: field.optional(field.text()),
  code_postal: field.optional(field.postalCodeField()),
  code_insee: field.optional(field.communeCodeField()),
  adresse: field.optional(field.text()),
  complement_adresse: field.optional(field.text()),
  longitude: field.optional(field.float()),
  latitude: field.optional(field.float()),
  telephone: field.optional(field.text()),
  courriel: field.optional(field.email()),
  site_web: field.optional(field.url()),
  horaires_accueil: field.optional(field.text()),
  accessibilite_lieu: field.optional(field.url()),
  reseaux_porteurs: field.optional(field.several('reseaux_porteurs')),
}

/** A structure of the shared reference schema v1; the same conventions as a service. */
export const structureSchema = (context: SchemaContext) =>
  z.object({
    source: field.text(),
    id: field.text(),
    nom: field.nom(context),
    date_maj: field.dateMaj(context),
    ...rest,
  })
