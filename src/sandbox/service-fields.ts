import { FIELDS, SERVICE_FIELDS, type ServiceField } from '../dora/service-fields.ts'
import { checkEmail, checkUrl, type FieldRule, type Rules } from './fields.ts'
import type { RecordedOptions } from './options.ts'
import type { StoredService } from './state.ts'

/** Accepted by DORA and never written by the robot. */
const OTHERS: Rules = {
  structure: { kind: 'other' },
  description: text(10_000),
  publicsPrecisions: text(null),
}

/** What DORA accepts for a service: the limits of the one table of fields, and how DORA words its refusals. */
export function serviceRules(options: RecordedOptions['services']): Rules {
  return { ...Object.fromEntries(FIELDS.map(field => [field, ruleOf(field, options)])), ...OTHERS }
}

function ruleOf(field: ServiceField, options: RecordedOptions['services']): FieldRule {
  const spec = SERVICE_FIELDS[field]
  switch (spec.type) {
    case 'text':
      if (field === 'name') return { kind: 'text', max: spec.max, blank: false }
      return text(spec.max, spec.form)
    case 'one':
      return {
        kind: 'choice',
        values: options[spec.option].map(item => item.value),
        nullable: spec.blank === null,
        missing: field === 'feeCondition' ? 'does_not_exist' : 'invalid_choice',
      }
    case 'set':
      return {
        kind: field === 'publics' ? 'choices' : 'objects',
        values: options[spec.option].map(item => item.value),
      }
    case 'choices':
      return { kind: 'other' }
    case 'number':
      return { kind: 'integer' }
    case 'flag':
      return { kind: 'boolean' }
    case 'date':
      return { kind: 'date' }
    case 'status':
      return {
        kind: 'choice',
        values: ['SUGGESTION', 'DRAFT', 'PUBLISHED', 'ARCHIVED'],
        nullable: true,
        missing: 'invalid_choice',
      }
  }
}

/** DORA takes any phone up to its length; e-mails and addresses are checked. */
function text(max: number | null, form?: 'phone' | 'email' | 'url'): FieldRule {
  const check = form === 'email' ? checkEmail : form === 'url' ? checkUrl : null
  return { kind: 'text', max, blank: true, ...(check ? { check } : {}) }
}

/** A service with nothing in it, as DORA's model defaults make it. */
export function emptyService(slug: string, structure: string, at: number): StoredService {
  return {
    slug,
    structure,
    status: 'DRAFT',
    name: '',
    shortDesc: '',
    fullDesc: '',
    kind: null,
    categories: [],
    subcategories: [],
    publics: [],
    publicsPrecisions: '',
    accessConditions: [],
    requirements: [],
    credentials: [],
    feeCondition: null,
    feeDetails: '',
    contactName: '',
    contactPhone: '',
    contactEmail: '',
    isContactInfoPublic: false,
    locationKinds: [],
    address1: '',
    address2: '',
    postalCode: '',
    cityCode: '',
    remoteUrl: '',
    beneficiariesAccessModes: [],
    beneficiariesAccessModesOther: '',
    beneficiariesAccessModesExternalFormLink: '',
    beneficiariesAccessModesExternalFormLinkText: '',
    coachOrientationModes: [],
    coachOrientationModesOther: '',
    coachOrientationModesExternalFormLink: '',
    coachOrientationModesExternalFormLinkText: '',
    diffusionZoneType: '',
    diffusionZoneDetails: '',
    durationWeeklyHours: null,
    durationWeeks: null,
    recurrence: '',
    suspensionDate: null,
    updateFrequency: 'tous-les-6-mois',
    isCumulative: true,
    onlineForm: '',
    forms: [],
    qpvOrZrr: false,
    hasAlreadyBeenUnpublished: false,
    creator: null,
    lastEditor: null,
    createdAt: at,
    modifiedAt: at,
    publishedAt: null,
  }
}
