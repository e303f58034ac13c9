import type { ReferentielName } from '../reference/referentiels.ts'

/** A field as the studio shows it: one name of a mapping, and the fields of the schema that it fills. */
export interface StudioField {
  /** Name in the mapping: a field of the schema, or one phrase that fills several. */
  name: string
  label: string
  /** Fields of the service (or days of the session) that it fills. */
  parts: readonly string[]
  /** When its values are codes. */
  referentiel?: ReferentielName
  /** Several codes may hold. */
  many?: true
  /** An offer cannot be without it. */
  needed?: true
  hint?: string
}

const one = (name: string, label: string, rest: Partial<StudioField> = {}): StudioField => ({
  name,
  label,
  parts: [name],
  ...rest,
})

/** In the order in which one tells an offer. */
export const STUDIO_FIELDS: readonly StudioField[] = [
  one('nom', 'Nom', { needed: true }),
  one('description', 'Description', { needed: true }),
  one('publics', 'Public', { referentiel: 'publics', many: true }),
  one('conditions_acces', 'Conditions d’accès'),
  one('horaires_accueil', 'Horaires', { hint: 'Par exemple : le jeudi de 9 h 30 à 11 h 30.' }),
  {
    name: 'periode',
    label: 'Dates',
    parts: ['debut', 'fin'],
    hint: 'Par exemple : du 12 janvier au 30 juin 2027.',
  },
  {
    name: 'lieu',
    label: 'Lieu',
    parts: ['adresse', 'complement_adresse', 'code_postal', 'commune'],
    hint: 'Par exemple : 17 rue des Exemples, 35000 Rennes.',
  },
  one('modes_accueil', 'On est reçu', { referentiel: 'modes_accueil', many: true }),
  one('frais', 'Frais', { referentiel: 'frais' }),
  one('frais_precisions', 'Précisions sur les frais', { hint: 'Combien, et pour qui.' }),
  one('telephone', 'Téléphone', { hint: 'Dix chiffres.' }),
  one('courriel', 'Courriel'),
  one('modes_mobilisation', 'Comment s’inscrire', { referentiel: 'modes_mobilisation', many: true }),
  one('mobilisable_par', 'Qui peut s’adresser à vous', { referentiel: 'mobilisable_par', many: true }),
  one('type', 'Type de service', { referentiel: 'types' }),
  one('thematiques', 'Thématiques', { referentiel: 'thematiques', many: true }),
  one('zone_eligibilite', 'D’où l’on peut venir', { hint: 'Code d’une commune ou d’un département, par exemple 35.' }),
  {
    name: 'duree',
    label: 'Rythme',
    parts: ['volume_horaire_hebdomadaire', 'nombre_semaines'],
    hint: 'Par exemple : 20 h par semaine pendant 6 semaines.',
  },
]

export const studioField = (name: string): StudioField | undefined => STUDIO_FIELDS.find(each => each.name === name)

/** The one that fills a field of the schema. */
export const studioFieldOf = (part: string): StudioField | undefined =>
  STUDIO_FIELDS.find(({ name, parts }) => name === part || parts.includes(part))
