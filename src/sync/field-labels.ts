import type { Field } from './fields.ts'

/** What people call each field of a DORA service, everywhere: titles, tables, command line. Lower case, as inside a sentence. */
export const FIELD_LABELS: Record<Field, string> = {
  name: 'nom',
  shortDesc: 'résumé',
  fullDesc: 'description',
  kind: 'type de service',
  categories: 'catégories',
  subcategories: 'thématiques',
  publics: 'publics',
  accessConditions: 'critères d’admission',
  requirements: 'prérequis',
  credentials: 'justificatifs',
  feeCondition: 'frais',
  feeDetails: 'précisions sur les frais',
  contactName: 'nom du contact',
  contactPhone: 'téléphone',
  contactEmail: 'courriel',
  isContactInfoPublic: 'contact visible de tous',
  locationKinds: 'modes d’accueil',
  address1: 'adresse',
  address2: 'complément d’adresse',
  postalCode: 'code postal',
  cityCode: 'code INSEE de la commune',
  remoteUrl: 'lien pour le distant',
  beneficiariesAccessModes: 'comment un usager y accède',
  beneficiariesAccessModesOther: 'comment un usager y accède (précision)',
  beneficiariesAccessModesExternalFormLink: 'formulaire pour les usagers',
  beneficiariesAccessModesExternalFormLinkText: 'formulaire pour les usagers (libellé)',
  coachOrientationModes: 'comment un professionnel oriente',
  coachOrientationModesOther: 'comment un professionnel oriente (précision)',
  coachOrientationModesExternalFormLink: 'formulaire pour les professionnels',
  coachOrientationModesExternalFormLinkText: 'formulaire pour les professionnels (libellé)',
  diffusionZoneType: 'zone d’éligibilité (échelle)',
  diffusionZoneDetails: 'zone d’éligibilité',
  durationWeeklyHours: 'volume horaire hebdomadaire',
  durationWeeks: 'nombre de semaines',
  recurrence: 'fréquence et horaires',
  suspensionDate: 'date de fin',
  updateFrequency: 'fréquence de mise à jour',
  isCumulative: 'cumulable',
  onlineForm: 'formulaire en ligne',
  status: 'statut',
}

/** «résumé, courriel et statut». */
export function sayFields(fields: readonly Field[]): string {
  return new Intl.ListFormat('fr-FR', { type: 'conjunction' }).format(fields.map(field => FIELD_LABELS[field]))
}
