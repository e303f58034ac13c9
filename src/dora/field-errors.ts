/** French names of DORA's fields, for messages. */
const FIELD_NAMES: Record<string, string> = {
  name: 'nom',
  shortDesc: 'résumé',
  description: 'description',
  fullDesc: 'description',
  recurrence: 'fréquence et horaires',
  contactName: 'nom du contact',
  contactPhone: 'téléphone du contact',
  contactEmail: 'courriel du contact',
  isContactInfoPublic: 'contact public ou non',
  categories: 'catégories',
  subcategories: 'besoins',
  kind: 'type de service',
  feeCondition: 'frais',
  feeDetails: 'précisions sur les frais',
  publics: 'publics',
  publicsPrecisions: 'précisions sur les publics',
  accessConditions: 'critères d’admission',
  requirements: 'prérequis',
  credentials: 'justificatifs',
  locationKinds: 'lieux d’accueil',
  address1: 'adresse',
  address2: 'complément d’adresse',
  postalCode: 'code postal',
  cityCode: 'commune',
  remoteUrl: 'lien de la visioconférence',
  beneficiariesAccessModes: 'modes de mobilisation par les usagers',
  beneficiariesAccessModesOther: 'autre mode pour les usagers',
  beneficiariesAccessModesExternalFormLink: 'lien du formulaire pour les usagers',
  beneficiariesAccessModesExternalFormLinkText: 'texte du lien pour les usagers',
  coachOrientationModes: 'modes de mobilisation par les professionnels',
  coachOrientationModesOther: 'autre mode pour les professionnels',
  coachOrientationModesExternalFormLink: 'lien du formulaire pour les professionnels',
  coachOrientationModesExternalFormLinkText: 'texte du lien pour les professionnels',
  diffusionZoneType: 'zone d’intervention',
  diffusionZoneDetails: 'territoire de la zone',
  durationWeeklyHours: 'heures par semaine',
  durationWeeks: 'nombre de semaines',
  suspensionDate: 'date de fin',
  updateFrequency: 'fréquence d’actualisation',
  isCumulative: 'cumulable ou non',
  onlineForm: 'formulaire en ligne',
  status: 'état',
  structure: 'structure',
  siret: 'SIRET',
  typology: 'typologie',
  phone: 'téléphone',
  email: 'courriel',
  url: 'site',
  openingHours: 'horaires',
  nonFieldErrors: 'ensemble de la fiche',
}

/** «nom», «téléphone du contact»… or the key itself. */
export function fieldName(key: string): string {
  return FIELD_NAMES[key] ?? key
}

/**
 * DORA's body of a refusal → one French sentence per field.
 * `{"name":[{message,code}]}`, `{"publics":{"0":[…]}}`, `{"nonFieldErrors":[…]}`, `{"detail":{message,code}}` are all read.
 */
export function readFieldErrors(body: unknown): {
  fields: Record<string, string>
  detail: string | null
  code: string | null
} {
  const fields: Record<string, string> = {}
  if (!isRecord(body)) return { fields, detail: null, code: null }
  const whole = isRecord(body.detail) ? body.detail : null
  const detail = whole && typeof whole.message === 'string' ? whole.message : null
  const code = whole && typeof whole.code === 'string' ? whole.code : null
  for (const [key, value] of Object.entries(body)) {
    if (key === 'detail') continue
    const messages = collect(value, null)
    if (messages.length > 0) fields[key] = messages.join(' ')
  }
  return { fields, detail, code }
}

/** Codes that DORA gave, by field, e.g. `{ siret: ['unique'] }`. */
export function readFieldCodes(body: unknown): Record<string, string[]> {
  const codes: Record<string, string[]> = {}
  if (!isRecord(body)) return codes
  for (const [key, value] of Object.entries(body)) {
    if (!Array.isArray(value)) continue
    codes[key] = value.flatMap(item => (isRecord(item) && typeof item.code === 'string' ? item.code : []))
  }
  return codes
}

function collect(value: unknown, index: number | null): string[] {
  if (Array.isArray(value)) return value.flatMap(item => collect(item, index))
  if (typeof value === 'string') return [withIndex(value, index)]
  if (!isRecord(value)) return []
  if (typeof value.message === 'string') return [withIndex(value.message, index)]
  return Object.entries(value).flatMap(([key, inner]) => collect(inner, /^\d+$/.test(key) ? Number(key) : index))
}

function withIndex(message: string, index: number | null): string {
  return index === null ? message : `${index === 0 ? '1ʳᵉ' : `${index + 1}ᵉ`} valeur\u00A0: ${message}`
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
