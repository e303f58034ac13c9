import { squeeze } from '../common/text.ts'
import type { DoraServiceFields } from '../dora/port.ts'

export type Field = keyof DoraServiceFields

type Shape = 'text' | 'set' | 'number' | 'flag'

/** Every field the bot may write, with how it is compared. The compiler refuses a field that is missing here. */
const SHAPES: Record<Field, Shape> = {
  name: 'text',
  shortDesc: 'text',
  fullDesc: 'text',
  kind: 'text',
  categories: 'set',
  subcategories: 'set',
  publics: 'set',
  accessConditions: 'set',
  requirements: 'set',
  credentials: 'set',
  feeCondition: 'text',
  feeDetails: 'text',
  contactName: 'text',
  contactPhone: 'text',
  contactEmail: 'text',
  isContactInfoPublic: 'flag',
  locationKinds: 'set',
  address1: 'text',
  address2: 'text',
  postalCode: 'text',
  cityCode: 'text',
  remoteUrl: 'text',
  beneficiariesAccessModes: 'set',
  beneficiariesAccessModesOther: 'text',
  beneficiariesAccessModesExternalFormLink: 'text',
  beneficiariesAccessModesExternalFormLinkText: 'text',
  coachOrientationModes: 'set',
  coachOrientationModesOther: 'text',
  coachOrientationModesExternalFormLink: 'text',
  coachOrientationModesExternalFormLinkText: 'text',
  diffusionZoneType: 'text',
  diffusionZoneDetails: 'text',
  durationWeeklyHours: 'number',
  durationWeeks: 'number',
  recurrence: 'text',
  suspensionDate: 'text',
  updateFrequency: 'text',
  isCumulative: 'flag',
  onlineForm: 'text',
  status: 'text',
}

export const FIELDS = Object.keys(SHAPES) as Field[]

/** Fields that always hold something in DORA (a default): on a service that a person typed, their value is that person's. */
export const NEVER_EMPTY: ReadonlySet<Field> = new Set<Field>([
  'status',
  'updateFrequency',
  'isCumulative',
  'isContactInfoPublic',
])

/**
 * Fields that only make sense together: when a person moved one of them and the source moves another, the mixture would be
 * neither's (a département code under the zone type «commune»), so it is a conflict.
 */
export const TOGETHER: readonly (readonly Field[])[] = [
  ['diffusionZoneType', 'diffusionZoneDetails'],
  ['postalCode', 'cityCode'],
]

/** The value that is compared: composed text without blank runs, sorted sets without repetition, empty as null. */
export function canonical(field: Field, value: unknown): string | number | boolean | null {
  switch (SHAPES[field]) {
    case 'set': {
      const items = Array.isArray(value) ? value : value === null || value === undefined ? [] : [value]
      const set = new Set(items.map(item => squeeze(String(item))).filter(item => item !== ''))
      return set.size === 0 ? null : JSON.stringify([...set].sort())
    }
    case 'text': {
      if (value === null || value === undefined) return null
      const text = squeeze(String(value))
      return text === '' ? null : text
    }
    case 'number':
      return typeof value === 'number' ? value : null
    case 'flag':
      return typeof value === 'boolean' ? value : null
  }
}

export function same(field: Field, a: unknown, b: unknown): boolean {
  return canonical(field, a) === canonical(field, b)
}

export function isEmpty(field: Field, value: unknown): boolean {
  return canonical(field, value) === null
}
