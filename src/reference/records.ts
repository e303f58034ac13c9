/**
 * The two records of the shared reference schema, data·inclusion v1, as this product carries them once validated:
 * every optional field is present and `null` when unknown; sets are arrays without repetition. Field names are the official French ones.
 * Rules, messages and référentiels: see the neighbouring files of this room.
 */
interface Common {
  source: string
  id: string
  /** 3 to 150 characters, no final dot. */
  nom: string
  /** Day `YYYY-MM-DD` of the last human confirmation; null when the source dates it in words that cannot be read, which the schema itself does not allow. */
  date_maj: string | null
  lien_source: string | null
  commune: string | null
  code_postal: string | null
  /** Code officiel géographique of the commune, 5 characters. */
  code_insee: string | null
  adresse: string | null
  complement_adresse: string | null
  longitude: number | null
  latitude: number | null
  telephone: string | null
  courriel: string | null
  /** OpenStreetMap opening_hours syntax. */
  horaires_accueil: string | null
}

export interface Structure extends Common {
  description: string | null
  /** 14 digits. */
  siret: string | null
  site_web: string | null
  accessibilite_lieu: string | null
  reseaux_porteurs: string[] | null
}

export interface Service extends Common {
  structure_id: string
  /** 5 to 10 000 characters; 200 to 1 999 scores best. */
  description: string
  type: string | null
  thematiques: string[] | null
  frais: string | null
  frais_precisions: string | null
  publics: string[] | null
  publics_precisions: string | null
  conditions_acces: string | null
  modes_accueil: string[] | null
  /** Codes of communes, EPCI, départements, pays, or `france`. */
  zone_eligibilite: string[] | null
  contact_nom_prenom: string | null
  lien_mobilisation: string | null
  modes_mobilisation: string[] | null
  mobilisable_par: string[] | null
  mobilisation_precisions: string | null
  /** Hours a week, ≥ 0. */
  volume_horaire_hebdomadaire: number | null
  /** Whole weeks, ≥ 1. */
  nombre_semaines: number | null
}
