const labels: Readonly<Record<string, string>> = {
  source: 'Source',
  id: 'Identifiant',
  structure_id: 'Identifiant de la structure',
  nom: 'Nom',
  description: 'Description',
  date_maj: 'Date de mise à jour',
  lien_source: 'Lien vers la source',
  type: 'Type de service',
  thematiques: 'Thématiques',
  frais: 'Frais',
  frais_precisions: 'Précisions sur les frais',
  publics: 'Publics',
  publics_precisions: 'Précisions sur les publics',
  conditions_acces: 'Conditions d’accès',
  commune: 'Commune',
  code_postal: 'Code postal',
  code_insee: 'Code de la commune (INSEE)',
  adresse: 'Adresse',
  complement_adresse: 'Complément d’adresse',
  longitude: 'Longitude',
  latitude: 'Latitude',
  telephone: 'Téléphone',
  courriel: 'Courriel',
  modes_accueil: 'Modes d’accueil',
  zone_eligibilite: 'Zone d’éligibilité',
  contact_nom_prenom: 'Nom du contact',
  lien_mobilisation: 'Lien de mobilisation',
  modes_mobilisation: 'Modes de mobilisation',
  mobilisable_par: 'Personnes qui peuvent mobiliser le service',
  mobilisation_precisions: 'Précisions sur la mobilisation',
  volume_horaire_hebdomadaire: 'Volume horaire hebdomadaire',
  nombre_semaines: 'Nombre de semaines',
  horaires_accueil: 'Horaires d’accueil',
  siret: 'SIRET',
  site_web: 'Site web',
  accessibilite_lieu: 'Accessibilité du lieu',
  reseaux_porteurs: 'Réseaux porteurs',
  // Of the offer, beside its records.
  debut: 'Date de début',
  fin: 'Date de fin',
  structure_nom: 'Nom de la structure',
  actions: 'Actions de la convention',
}

/** The French name of a field, for people; the field's own name when unknown. */
export function fieldLabel(field: string): string {
  return Object.hasOwn(labels, field) ? (labels[field] ?? field) : field
}

/** The same inside a sentence: «date de fin», «SIRET». */
export function fieldInSentence(field: string): string {
  const label = fieldLabel(field)
  return /^[A-Z]{2}/.test(label) ? label : label.slice(0, 1).toLowerCase() + label.slice(1)
}

/** A field of the record in words, or one that a mapping named. */
export const sayField = (name: string): string => fieldLabel(name).replaceAll('_', ' ')
