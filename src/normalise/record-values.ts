import type { OFFER_EXTRAS, SERVICE_FIELDS, STRUCTURE_FIELDS } from './mapping/fields.ts'

type ServiceField = keyof typeof SERVICE_FIELDS
type StructureField = keyof typeof STRUCTURE_FIELDS
type Name = 'id' | 'publics_dits' | ServiceField | StructureField | keyof typeof OFFER_EXTRAS

/** Values of a record by field, undefined where it has none. All records have the same shape: that is what makes them quick to fill and to read. */
export class RecordValues implements Record<Name, unknown> {
  [name: string]: unknown
  id: unknown = undefined
  nom: unknown = undefined
  description: unknown = undefined
  lien_source: unknown = undefined
  date_maj: unknown = undefined
  type: unknown = undefined
  thematiques: unknown = undefined
  frais: unknown = undefined
  frais_precisions: unknown = undefined
  publics: unknown = undefined
  publics_precisions: unknown = undefined
  publics_dits: unknown = undefined
  conditions_acces: unknown = undefined
  commune: unknown = undefined
  code_postal: unknown = undefined
  code_insee: unknown = undefined
  adresse: unknown = undefined
  complement_adresse: unknown = undefined
  longitude: unknown = undefined
  latitude: unknown = undefined
  telephone: unknown = undefined
  courriel: unknown = undefined
  modes_accueil: unknown = undefined
  zone_eligibilite: unknown = undefined
  contact_nom_prenom: unknown = undefined
  lien_mobilisation: unknown = undefined
  modes_mobilisation: unknown = undefined
  mobilisable_par: unknown = undefined
  mobilisation_precisions: unknown = undefined
  volume_horaire_hebdomadaire: unknown = undefined
  nombre_semaines: unknown = undefined
  horaires_accueil: unknown = undefined
  siret: unknown = undefined
  site_web: unknown = undefined
  accessibilite_lieu: unknown = undefined
  reseaux_porteurs: unknown = undefined
  debut: unknown = undefined
  fin: unknown = undefined
  places: unknown = undefined
}

/** What the schema reads of a service, but for what the product gives it (its ids, its source, its day). */
export const serviceValues = (read: RecordValues) =>
  ({
    nom: read.nom,
    description: read.description,
    lien_source: read.lien_source,
    type: read.type,
    thematiques: read.thematiques,
    frais: read.frais,
    frais_precisions: read.frais_precisions,
    publics: read.publics,
    publics_precisions: read.publics_precisions,
    conditions_acces: read.conditions_acces,
    commune: read.commune,
    code_postal: read.code_postal,
    code_insee: read.code_insee,
    adresse: read.adresse,
    complement_adresse: read.complement_adresse,
    longitude: read.longitude,
    latitude: read.latitude,
    telephone: read.telephone,
    courriel: read.courriel,
    modes_accueil: read.modes_accueil,
    zone_eligibilite: read.zone_eligibilite,
    contact_nom_prenom: read.contact_nom_prenom,
    lien_mobilisation: read.lien_mobilisation,
    modes_mobilisation: read.modes_mobilisation,
    mobilisable_par: read.mobilisable_par,
    mobilisation_precisions: read.mobilisation_precisions,
    volume_horaire_hebdomadaire: read.volume_horaire_hebdomadaire,
    nombre_semaines: read.nombre_semaines,
    horaires_accueil: read.horaires_accueil,
  }) satisfies Record<Exclude<ServiceField, 'date_maj'>, unknown>

/** The same of a structure. */
export const structureValues = (read: RecordValues) =>
  ({
    nom: read.nom,
    description: read.description,
    lien_source: read.lien_source,
    siret: read.siret,
    commune: read.commune,
    code_postal: read.code_postal,
    code_insee: read.code_insee,
    adresse: read.adresse,
    complement_adresse: read.complement_adresse,
    longitude: read.longitude,
    latitude: read.latitude,
    telephone: read.telephone,
    courriel: read.courriel,
    site_web: read.site_web,
    horaires_accueil: read.horaires_accueil,
    accessibilite_lieu: read.accessibilite_lieu,
    reseaux_porteurs: read.reseaux_porteurs,
  }) satisfies Record<Exclude<StructureField, 'date_maj'>, unknown>
