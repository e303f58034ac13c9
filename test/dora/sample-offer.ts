import type { Service, Structure } from '../../src/reference/records.ts'

/** An offer with every field of the reference filled; the example of the translation tests. */
export function sampleOffer(change: Partial<Service> = {}): Service {
  return {
    source: 'exemple',
    structure_id: 'structure-1',
    id: 'offre-1',
    nom: 'Atelier vélo',
    description:
      'Apprendre à réparer son vélo et à circuler en ville pour aller travailler.\n\n- un atelier par semaine\n- un vélo prêté pendant la durée de l’accompagnement',
    lien_source: 'https://partenaire.example.org/atelier-velo',
    date_maj: '2026-11-01',
    type: 'atelier',
    thematiques: ['mobilite--mobilite-douce-partagee-collective'],
    frais: 'payant',
    frais_precisions: '2 € par séance',
    publics: ['demandeurs-emploi'],
    publics_precisions: 'Allocataires du RSA en priorité',
    conditions_acces: 'Savoir lire\nJustificatif de domicile de moins de 3 mois',
    commune: 'Rennes',
    code_postal: '35000',
    code_insee: '35238',
    adresse: '12 rue de l’Exemple',
    complement_adresse: 'Bâtiment B',
    longitude: -1.67,
    latitude: 48.11,
    telephone: '+33299000000',
    courriel: 'contact@example.org',
    modes_accueil: ['en-presentiel'],
    zone_eligibilite: ['243500139'],
    contact_nom_prenom: 'Accueil',
    lien_mobilisation: 'https://partenaire.example.org/inscription',
    modes_mobilisation: ['telephoner', 'utiliser-lien-mobilisation'],
    mobilisable_par: ['professionnels', 'usagers'],
    mobilisation_precisions: 'Prévenir trois jours avant',
    volume_horaire_hebdomadaire: 3,
    nombre_semaines: 12,
    horaires_accueil: 'Mo-Fr 09:00-12:30',
    ...change,
  }
}

export function sampleStructure(change: Partial<Structure> = {}): Structure {
  return {
    source: 'exemple',
    id: 'structure-1',
    nom: 'Association (exemple)',
    date_maj: '2026-11-01',
    description: 'Une association d’exemple.',
    lien_source: null,
    siret: '99900990500012',
    commune: 'Rennes',
    code_postal: '35000',
    code_insee: '35238',
    adresse: '1 place de l’Exemple',
    complement_adresse: null,
    longitude: null,
    latitude: null,
    telephone: '+33299111111',
    courriel: 'accueil@example.org',
    site_web: 'https://partenaire.example.org',
    horaires_accueil: null,
    accessibilite_lieu: null,
    reseaux_porteurs: null,
    ...change,
  }
}
