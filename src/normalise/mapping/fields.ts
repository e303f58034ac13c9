/** What a field of a record holds, as far as the mapping language cares. */
export type FieldKind = 'text' | 'free-text' | 'day' | 'number' | 'list'

/** Fields of a service that a mapping may fill. `free-text` is where a person's name could slip in; `day` is `YYYY-MM-DD`. */
export const SERVICE_FIELDS = {
  nom: 'text',
  description: 'free-text',
  lien_source: 'text',
  date_maj: 'day',
  type: 'text',
  thematiques: 'list',
  frais: 'text',
  frais_precisions: 'free-text',
  publics: 'list',
  publics_precisions: 'free-text',
  conditions_acces: 'free-text',
  commune: 'text',
  code_postal: 'text',
  code_insee: 'text',
  adresse: 'text',
  complement_adresse: 'text',
  longitude: 'number',
  latitude: 'number',
  telephone: 'text',
  courriel: 'text',
  modes_accueil: 'list',
  zone_eligibilite: 'list',
  contact_nom_prenom: 'text',
  lien_mobilisation: 'text',
  modes_mobilisation: 'list',
  mobilisable_par: 'list',
  mobilisation_precisions: 'free-text',
  volume_horaire_hebdomadaire: 'number',
  nombre_semaines: 'number',
  horaires_accueil: 'text',
} as const satisfies Record<string, FieldKind>

/** Fields of a structure that a mapping may fill. */
export const STRUCTURE_FIELDS = {
  nom: 'text',
  date_maj: 'day',
  description: 'free-text',
  lien_source: 'text',
  siret: 'text',
  commune: 'text',
  code_postal: 'text',
  code_insee: 'text',
  adresse: 'text',
  complement_adresse: 'text',
  longitude: 'number',
  latitude: 'number',
  telephone: 'text',
  courriel: 'text',
  site_web: 'text',
  horaires_accueil: 'text',
  accessibilite_lieu: 'text',
  reseaux_porteurs: 'list',
} as const satisfies Record<string, FieldKind>

/** Beside the record: days of the session, and the places it has. They serve the end date in DORA and the checks against the convention. */
export const OFFER_EXTRAS = { debut: 'day', fin: 'day', places: 'number' } as const satisfies Record<string, FieldKind>

/** One phrase that fills several fields at once. The rules of one of those fields then serve only where the phrase was silent. */
export const COMPOSITES = {
  lieu: ['adresse', 'complement_adresse', 'code_postal', 'commune', 'code_insee'],
  duree: ['volume_horaire_hebdomadaire', 'nombre_semaines'],
  periode: ['debut', 'fin'],
} as const
export type CompositeName = keyof typeof COMPOSITES

/** What `from: convention` may fill; `conventionValue` says from what. */
export const CONVENTION_FIELDS = [
  'nom',
  'description',
  'type',
  'thematiques',
  'publics',
  'publics_precisions',
  'mobilisable_par',
  'volume_horaire_hebdomadaire',
  'nombre_semaines',
  'zone_eligibilite',
  'debut',
  'fin',
  'places',
] as const
export type ConventionField = (typeof CONVENTION_FIELDS)[number]
