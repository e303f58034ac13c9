import type { Field } from './fields.ts'

/** What people call each field of a DORA service. */
export const FIELD_LABELS: Record<Field, string> = {
  name: 'nom',
  shortDesc: 'résumé',
  fullDesc: 'description',
  kind: 'type de service',
  categories: 'thématiques',
  subcategories: 'besoins',
  publics: 'publics',
  accessConditions: 'critères d’admission',
  requirements: 'prérequis',
  credentials: 'justificatifs',
  feeCondition: 'frais',
  feeDetails: 'détail des frais',
  contactName: 'nom du contact',
  contactPhone: 'téléphone',
  contactEmail: 'courriel',
  isContactInfoPublic: 'contact visible de tous',
  locationKinds: 'lieu de déroulement',
  address1: 'adresse',
  address2: 'complément d’adresse',
  postalCode: 'code postal',
  cityCode: 'commune',
  remoteUrl: 'lien à distance',
  beneficiariesAccessModes: 'mobilisation par les bénéficiaires',
  beneficiariesAccessModesOther: 'autre mobilisation par les bénéficiaires',
  beneficiariesAccessModesExternalFormLink: 'lien d’adhésion des bénéficiaires',
  beneficiariesAccessModesExternalFormLinkText: 'texte du lien d’adhésion des bénéficiaires',
  coachOrientationModes: 'orientation par les professionnels',
  coachOrientationModesOther: 'autre orientation par les professionnels',
  coachOrientationModesExternalFormLink: 'lien d’orientation des professionnels',
  coachOrientationModesExternalFormLinkText: 'texte du lien d’orientation des professionnels',
  diffusionZoneType: 'type de zone',
  diffusionZoneDetails: 'zone',
  durationWeeklyHours: 'heures par semaine',
  durationWeeks: 'semaines',
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
