import type { StoredService } from './state.ts'

/** Services of the convention's partners as a person typed them into DORA: other spellings, gaps, old dates. */
export interface PartnerService {
  /** Key of the partner in the convention. */
  partner: string
  daysOld: number
  fields: Partial<StoredService> & { name: string }
}

export const PARTNER_SERVICES: PartnerService[] = [
  {
    partner: 'emmaus-rennes',
    daysOld: 410,
    fields: {
      name: 'Premières heures en chantier',
      shortDesc:
        'Reprendre une activité très progressivement, pour des personnes à la rue ou en hébergement d’urgence.',
      fullDesc:
        'Un premier pas vers l’emploi pour des personnes en très grande exclusion.\n\nOn commence par 4 h par semaine, puis 8, puis 12, jusqu’à 26 h. Durée\u00A0: 12 mois au plus.',
      kind: 'accompagnement',
      categories: ['remobilisation'],
      subcategories: ['remobilisation--lien-social'],
      publics: ['personnes-en-situation-durgence'],
      recurrence: 'Du lundi au vendredi',
      durationWeeks: 52,
      isContactInfoPublic: true,
      status: 'PUBLISHED',
    },
  },
  {
    partner: 'apase',
    daysOld: 260,
    fields: {
      name: 'PEMS - accompagnement des personnes',
      shortDesc: 'Accompagnement vers l’emploi de personnes qui ont des troubles psychiques.',
      fullDesc: 'Une équipe accompagne des personnes ayant des troubles psychiques dans leur projet professionnel.',
      kind: 'accompagnement',
      categories: ['sante'],
      subcategories: ['sante--sante-mentale'],
      publics: ['personnes-en-situation-de-handicap'],
      isContactInfoPublic: true,
      status: 'PUBLISHED',
    },
  },
  {
    partner: 'compagnons-batisseurs-bretagne',
    daysOld: 150,
    fields: {
      name: 'Auto-réhabilitation accompagnée',
      shortDesc: 'Faire soi-même les travaux de son logement avec l’aide d’un animateur technique.',
      fullDesc: 'Un chantier chez la personne, avec ses voisins et des bénévoles. Les outils sont prêtés.',
      kind: 'accompagnement',
      categories: ['logement-hebergement'],
      subcategories: ['logement-hebergement--se-maintenir-dans-le-logement'],
      publics: ['beneficiaires-des-minimas-sociaux'],
      status: 'PUBLISHED',
    },
  },
  {
    partner: 'bge-bretagne',
    daysOld: 520,
    fields: {
      name: 'Accompagnement des travailleurs indépendants au RSA',
      shortDesc: 'Faire le point sur son activité indépendante et retrouver un revenu.',
      fullDesc: 'Un diagnostic de trois mois, puis six mois d’accompagnement si nécessaire.',
      kind: 'accompagnement',
      categories: ['creer-une-entreprise'],
      subcategories: ['creer-une-entreprise--developper-son-entreprise'],
      publics: ['beneficiaires-des-minimas-sociaux'],
      status: 'PUBLISHED',
    },
  },
  {
    partner: 'adie',
    daysOld: 90,
    fields: {
      name: 'Microcrédit accompagné',
      shortDesc: 'Un prêt et un suivi pour créer ou développer sa petite entreprise.',
      fullDesc: 'Pour les personnes qui n’ont pas accès au crédit bancaire.',
      kind: 'aide-financiere',
      categories: ['creer-une-entreprise'],
      subcategories: ['creer-une-entreprise--structurer-son-projet-de-creation-dentreprise'],
      feeCondition: 'payant',
      feeDetails: 'Intérêts du prêt',
      accessConditions: [1],
      status: 'PUBLISHED',
    },
  },
  {
    partner: 'clps',
    daysOld: 300,
    fields: {
      name: 'Parcours d’accès à l’emploi d’aide à domicile',
      shortDesc: 'Se former au métier d’assistant de vie aux familles, à son rythme.',
      fullDesc: 'Une préparation avant la formation qualifiante, avec des stages.',
      kind: 'formation',
      categories: ['se-former'],
      subcategories: ['se-former--trouver-sa-formation'],
      status: 'DRAFT',
      diffusionZoneType: '',
      diffusionZoneDetails: '',
    },
  },
  {
    partner: 'we-ker',
    daysOld: 40,
    fields: {
      name: 'Accompagnement des 16-25 ans',
      shortDesc: 'Un conseiller pour l’emploi, la formation, le logement, la santé.',
      fullDesc: 'Entretiens individuels et ateliers.',
      kind: 'accompagnement',
      categories: ['trouver-un-emploi', 'se-former'],
      subcategories: ['trouver-un-emploi--repondre-a-des-offres-demploi', 'se-former--trouver-sa-formation'],
      publics: ['jeunes'],
      diffusionZoneType: 'epci',
      diffusionZoneDetails: '243500139',
      status: 'PUBLISHED',
    },
  },
  {
    partner: 'mission-locale-redon',
    daysOld: 200,
    fields: {
      name: 'Permanences itinérantes',
      shortDesc: 'Une camionnette qui va à la rencontre des jeunes des communes.',
      fullDesc: 'L’équipe passe sur les places et les marchés, sans rendez-vous.',
      kind: 'information',
      categories: ['remobilisation'],
      subcategories: ['remobilisation--lien-social'],
      publics: ['jeunes'],
      beneficiariesAccessModes: ['se-presenter'],
      diffusionZoneType: 'epci',
      diffusionZoneDetails: '243500741',
      status: 'PUBLISHED',
    },
  },
]
