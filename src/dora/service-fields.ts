/** DORA's status words for a service. */
export const DORA_STATUSES = ['SUGGESTION', 'DRAFT', 'PUBLISHED', 'ARCHIVED'] as const
export type DoraStatus = (typeof DORA_STATUSES)[number]

/** Référentiels of `GET /services-options/` that fields draw from. */
export type OptionKey =
  | 'categories'
  | 'subcategories'
  | 'kinds'
  | 'feeConditions'
  | 'publics'
  | 'locationKinds'
  | 'beneficiariesAccessModes'
  | 'coachOrientationModes'
  | 'diffusionZoneType'
  | 'updateFrequencies'
  | 'mobilisationModes'
  | 'mobilisableBy'

export type ChoiceKey = 'accessConditions' | 'requirements' | 'credentials'

/**
 * What an empty value says, hence whether the robot may fill it in on a service that a person typed:
 * `unknown` nothing was said (filled in) · `everyone`, `none` an answer in itself, and filling it in would narrow the offer (a question) ·
 * `never` DORA always holds something, a default at least (left alone).
 */
export type Emptiness = 'unknown' | 'everyone' | 'none' | 'never'

interface Common {
  /** What people call it, everywhere; lower case, as inside a sentence. */
  label: string
  empty: Emptiness
  /** Keys in DORA's answers, the one to write first; its own name when absent. DORA renames fields. */
  keys?: readonly string[]
  /** Fields of one group only make sense together: a mixture of two hands would be neither's. */
  group?: 'zone' | 'commune'
  /** How one mobilises a service is said twice: in DORA's eight modes, and in data·inclusion's four fields that replace them. A DORA takes one or the other. */
  speaks?: 'dora' | 'data-inclusion'
  /** Written only by an account that is a valid member of some structure; for the others DORA drops it in silence. */
  members?: true
  /** DORA may compute it from another field: nothing is lost when it cannot be written. */
  derived?: true
  /** What DORA holds otherwise is better than ours, and stays without a question. */
  yields?: true
  /** Never null on our side: nothing is ''. */
  always?: true
}

/** `max` in characters, null without limit. `blank`: what DORA stores for «nothing». */
export type FieldSpec = Common &
  (
    | { type: 'text'; max: number | null; form?: 'phone' | 'email' | 'url' }
    | { type: 'one'; option: OptionKey; blank: '' | null }
    | { type: 'set'; option: OptionKey }
    /** By label here, by number or new text there; `max` of one label. */
    | { type: 'choices'; option: ChoiceKey; max: number }
    | { type: 'number' }
    /** «longitude,latitude» in degrees, five decimals (about a metre). */
    | { type: 'point' }
    | { type: 'flag'; byDefault: boolean }
    | { type: 'date' }
    | { type: 'status' }
  )

/** The one table of the fields of a service that the robot writes; nothing outside it is ever sent. Source: DORA's API, August 2026. */
const TABLE = {
  name: { label: 'nom', type: 'text', max: 140, empty: 'unknown', always: true },
  shortDesc: { label: 'résumé', type: 'text', max: 280, empty: 'unknown', always: true, derived: true },
  fullDesc: {
    label: 'description',
    type: 'text',
    max: 10_000,
    empty: 'unknown',
    always: true,
    keys: ['description', 'fullDesc'],
  },
  kind: { label: 'type de service', type: 'one', option: 'kinds', blank: null, empty: 'unknown' },
  categories: { label: 'catégories', type: 'set', option: 'categories', empty: 'unknown' },
  subcategories: { label: 'thématiques', type: 'set', option: 'subcategories', empty: 'unknown' },
  publics: { label: 'publics', type: 'set', option: 'publics', empty: 'everyone' },
  publicsPrecisions: { label: 'précisions sur les publics', type: 'text', max: null, empty: 'unknown' },
  accessConditions: {
    label: 'critères d’admission',
    type: 'choices',
    option: 'accessConditions',
    max: 140,
    empty: 'none',
  },
  requirements: { label: 'prérequis', type: 'choices', option: 'requirements', max: 140, empty: 'none' },
  credentials: { label: 'justificatifs', type: 'choices', option: 'credentials', max: 140, empty: 'none' },
  feeCondition: { label: 'frais', type: 'one', option: 'feeConditions', blank: null, empty: 'unknown' },
  feeDetails: { label: 'précisions sur les frais', type: 'text', max: null, empty: 'unknown' },
  contactName: { label: 'nom du contact', type: 'text', max: 140, empty: 'unknown', members: true },
  contactPhone: { label: 'téléphone', type: 'text', max: 10, form: 'phone', empty: 'unknown', members: true },
  contactEmail: { label: 'courriel', type: 'text', max: 254, form: 'email', empty: 'unknown', members: true },
  isContactInfoPublic: {
    label: 'contact visible de tous',
    type: 'flag',
    byDefault: false,
    empty: 'never',
    members: true,
  },
  locationKinds: { label: 'modes d’accueil', type: 'set', option: 'locationKinds', empty: 'unknown' },
  address1: { label: 'adresse', type: 'text', max: 255, empty: 'unknown' },
  address2: { label: 'complément d’adresse', type: 'text', max: 255, empty: 'unknown' },
  postalCode: { label: 'code postal', type: 'text', max: 5, empty: 'unknown', group: 'commune' },
  cityCode: { label: 'code de la commune (INSEE)', type: 'text', max: 5, empty: 'unknown', group: 'commune' },
  geom: { label: 'point sur la carte', type: 'point', empty: 'unknown', yields: true },
  remoteUrl: { label: 'lien pour le distant', type: 'text', max: 200, form: 'url', empty: 'unknown' },
  beneficiariesAccessModes: {
    label: 'comment un usager y accède',
    type: 'set',
    option: 'beneficiariesAccessModes',
    empty: 'unknown',
    speaks: 'dora',
  },
  beneficiariesAccessModesOther: {
    label: 'comment un usager y accède (précision)',
    type: 'text',
    max: 280,
    empty: 'unknown',
    speaks: 'dora',
  },
  beneficiariesAccessModesExternalFormLink: {
    label: 'formulaire pour les usagers',
    type: 'text',
    max: 200,
    form: 'url',
    empty: 'unknown',
    speaks: 'dora',
  },
  beneficiariesAccessModesExternalFormLinkText: {
    label: 'formulaire pour les usagers (libellé)',
    type: 'text',
    max: 27,
    empty: 'unknown',
    speaks: 'dora',
  },
  coachOrientationModes: {
    label: 'comment un professionnel oriente',
    type: 'set',
    option: 'coachOrientationModes',
    empty: 'unknown',
    speaks: 'dora',
  },
  coachOrientationModesOther: {
    label: 'comment un professionnel oriente (précision)',
    type: 'text',
    max: 280,
    empty: 'unknown',
    speaks: 'dora',
  },
  coachOrientationModesExternalFormLink: {
    label: 'formulaire pour les professionnels',
    type: 'text',
    max: 200,
    form: 'url',
    empty: 'unknown',
    speaks: 'dora',
  },
  coachOrientationModesExternalFormLinkText: {
    label: 'formulaire pour les professionnels (libellé)',
    type: 'text',
    max: 27,
    empty: 'unknown',
    speaks: 'dora',
  },
  mobilisationModes: {
    label: 'modes de mobilisation',
    type: 'set',
    option: 'mobilisationModes',
    empty: 'unknown',
    speaks: 'data-inclusion',
    keys: ['mobilisationModes', 'modesMobilisation'],
  },
  mobilisableBy: {
    label: 'mobilisable par',
    type: 'set',
    option: 'mobilisableBy',
    empty: 'unknown',
    speaks: 'data-inclusion',
    keys: ['mobilisableBy', 'mobilisablePar'],
  },
  mobilisationDetails: {
    label: 'précisions sur la mobilisation',
    type: 'text',
    max: 280,
    empty: 'unknown',
    speaks: 'data-inclusion',
    keys: ['mobilisationDetails', 'mobilisationPrecisions'],
  },
  mobilisationLink: {
    label: 'lien de mobilisation',
    type: 'text',
    max: 200,
    form: 'url',
    empty: 'unknown',
    speaks: 'data-inclusion',
    keys: ['mobilisationLink', 'lienMobilisation'],
  },
  diffusionZoneType: {
    label: 'zone d’éligibilité (échelle)',
    type: 'one',
    option: 'diffusionZoneType',
    blank: '',
    empty: 'unknown',
    group: 'zone',
  },
  diffusionZoneDetails: { label: 'zone d’éligibilité', type: 'text', max: 9, empty: 'unknown', group: 'zone' },
  durationWeeklyHours: { label: 'volume horaire hebdomadaire', type: 'number', empty: 'unknown' },
  durationWeeks: { label: 'nombre de semaines', type: 'number', empty: 'unknown' },
  recurrence: { label: 'fréquence et horaires', type: 'text', max: 140, empty: 'unknown' },
  suspensionDate: { label: 'date de fin', type: 'date', empty: 'none' },
  updateFrequency: {
    label: 'fréquence de mise à jour',
    type: 'one',
    option: 'updateFrequencies',
    blank: '',
    empty: 'never',
    always: true,
  },
  isCumulative: { label: 'cumulable', type: 'flag', byDefault: true, empty: 'never' },
  onlineForm: { label: 'formulaire en ligne', type: 'text', max: 200, form: 'url', empty: 'unknown' },
  status: { label: 'statut', type: 'status', empty: 'never', always: true },
} as const satisfies Record<string, FieldSpec>

type ValueOf<Spec> = Spec extends { type: 'status' }
  ? DoraStatus
  : Spec extends { type: 'set' | 'choices' }
    ? string[]
    : Spec extends { type: 'flag' }
      ? boolean
      : Spec extends { type: 'number' }
        ? number | null
        : Spec extends { always: true }
          ? string
          : string | null

export type ServiceField = keyof typeof TABLE

/** The fields of a service in our terms: null is «empty in DORA», lists are sets, choices are labels. */
export type DoraServiceFields = { -readonly [Field in ServiceField]: ValueOf<(typeof TABLE)[Field]> }

export const SERVICE_FIELDS: Readonly<Record<ServiceField, FieldSpec>> = TABLE

export const FIELDS = Object.keys(TABLE) as ServiceField[]

/** Whether a word is the name of a field of a service. */
export function isServiceField(word: string): word is ServiceField {
  return Object.hasOwn(TABLE, word)
}
