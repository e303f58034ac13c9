import { z } from 'zod'
import * as field from './fields.ts'

const some = <S extends z.ZodType>(schema: S) => schema.nullable().default(null as never)

const rest = {
  description: some(field.sizedText(5, 10_000)),
  lien_source: some(field.url()),
  siret: some(field.siretField()),
  commune: some(field.text()),
  code_postal: some(field.postalCodeField()),
  code_insee: some(field.communeCodeField()),
  adresse: some(field.text()),
  complement_adresse: some(field.text()),
  longitude: some(field.float()),
  latitude: some(field.float()),
  telephone: some(field.text()),
  courriel: some(field.email()),
  site_web: some(field.url()),
  horaires_accueil: some(field.text()),
  accessibilite_lieu: some(field.url()),
  reseaux_porteurs: some(field.several('reseaux_porteurs')),
}

/** A structure of the shared reference schema v1; the same conventions as a service. */
export const structureSchema = (context: field.SchemaContext) =>
  z.object({
    source: field.text(),
    id: field.text(),
    nom: field.nom(context),
    date_maj: field.dateMaj(context),
    ...rest,
  })
