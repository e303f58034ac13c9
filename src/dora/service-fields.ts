import type { DoraServiceFields } from './port.ts'

/** How each field that the bot writes travels. `empty` is what DORA stores when there is nothing. */
export type FieldShape =
  | { kind: 'text'; max: number }
  | { kind: 'nullable-text' }
  | { kind: 'number' }
  | { kind: 'boolean'; byDefault: boolean }
  | { kind: 'list'; option: OptionKey }
  | { kind: 'choices'; option: 'accessConditions' | 'requirements' | 'credentials' }

type OptionKey =
  | 'categories'
  | 'subcategories'
  | 'publics'
  | 'locationKinds'
  | 'beneficiariesAccessModes'
  | 'coachOrientationModes'

/** One line per field of a service: nothing outside this table is ever sent. */
export const FIELD_SHAPES: Record<keyof DoraServiceFields, FieldShape> = {
  name: { kind: 'text', max: 140 },
  shortDesc: { kind: 'text', max: 280 },
  fullDesc: { kind: 'text', max: 10_000 },
  kind: { kind: 'nullable-text' },
  categories: { kind: 'list', option: 'categories' },
  subcategories: { kind: 'list', option: 'subcategories' },
  publics: { kind: 'list', option: 'publics' },
  accessConditions: { kind: 'choices', option: 'accessConditions' },
  requirements: { kind: 'choices', option: 'requirements' },
  credentials: { kind: 'choices', option: 'credentials' },
  feeCondition: { kind: 'nullable-text' },
  feeDetails: { kind: 'text', max: 1000 },
  contactName: { kind: 'text', max: 140 },
  contactPhone: { kind: 'text', max: 10 },
  contactEmail: { kind: 'text', max: 254 },
  isContactInfoPublic: { kind: 'boolean', byDefault: false },
  locationKinds: { kind: 'list', option: 'locationKinds' },
  address1: { kind: 'text', max: 255 },
  address2: { kind: 'text', max: 255 },
  postalCode: { kind: 'text', max: 5 },
  cityCode: { kind: 'text', max: 5 },
  remoteUrl: { kind: 'text', max: 200 },
  beneficiariesAccessModes: { kind: 'list', option: 'beneficiariesAccessModes' },
  beneficiariesAccessModesOther: { kind: 'text', max: 280 },
  beneficiariesAccessModesExternalFormLink: { kind: 'text', max: 200 },
  beneficiariesAccessModesExternalFormLinkText: { kind: 'text', max: 27 },
  coachOrientationModes: { kind: 'list', option: 'coachOrientationModes' },
  coachOrientationModesOther: { kind: 'text', max: 280 },
  coachOrientationModesExternalFormLink: { kind: 'text', max: 200 },
  coachOrientationModesExternalFormLinkText: { kind: 'text', max: 27 },
  diffusionZoneType: { kind: 'text', max: 10 },
  diffusionZoneDetails: { kind: 'text', max: 9 },
  durationWeeklyHours: { kind: 'number' },
  durationWeeks: { kind: 'number' },
  recurrence: { kind: 'text', max: 140 },
  suspensionDate: { kind: 'nullable-text' },
  updateFrequency: { kind: 'text', max: 30 },
  isCumulative: { kind: 'boolean', byDefault: true },
  onlineForm: { kind: 'text', max: 200 },
  status: { kind: 'text', max: 10 },
}

export const FIELD_KEYS = Object.keys(FIELD_SHAPES) as (keyof DoraServiceFields)[]

/** Fields that are never null on our side: their empty value is ''. */
export const NEVER_NULL: ReadonlySet<keyof DoraServiceFields> = new Set([
  'name',
  'shortDesc',
  'fullDesc',
  'updateFrequency',
  'status',
] as const)
