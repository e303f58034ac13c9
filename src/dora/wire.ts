import { z } from 'zod'

/** DORA's answers. Unknown keys are let through; only what we rely on must be there. */

const text = z.string().nullish()
const texts = z.array(z.string()).nullish()
const keys = z.array(z.union([z.number(), z.string()])).nullish()

export const ServiceWire = z.looseObject({
  slug: z.string().min(1),
  structure: z.string().min(1),
  status: z.enum(['SUGGESTION', 'DRAFT', 'PUBLISHED', 'ARCHIVED']),
  name: z.string(),
  modificationDate: z.string(),
  creationDate: text,
  publicationDate: text,
  shortDesc: text,
  fullDesc: text,
  description: text,
  kind: text,
  categories: texts,
  subcategories: texts,
  publics: texts,
  publicsPrecisions: text,
  accessConditions: keys,
  accessConditionsDisplay: texts,
  requirements: keys,
  requirementsDisplay: texts,
  credentials: keys,
  credentialsDisplay: texts,
  feeCondition: text,
  feeDetails: text,
  contactName: text,
  contactPhone: text,
  contactEmail: text,
  isContactInfoPublic: z.boolean().nullish(),
  locationKinds: texts,
  address1: text,
  address2: text,
  postalCode: text,
  cityCode: text,
  remoteUrl: text,
  beneficiariesAccessModes: texts,
  beneficiariesAccessModesOther: text,
  beneficiariesAccessModesExternalFormLink: text,
  beneficiariesAccessModesExternalFormLinkText: text,
  coachOrientationModes: texts,
  coachOrientationModesOther: text,
  coachOrientationModesExternalFormLink: text,
  coachOrientationModesExternalFormLinkText: text,
  diffusionZoneType: text,
  diffusionZoneDetails: text,
  durationWeeklyHours: z.number().nullish(),
  durationWeeks: z.number().nullish(),
  recurrence: text,
  suspensionDate: text,
  updateFrequency: text,
  isCumulative: z.boolean().nullish(),
  onlineForm: text,
  lastEditor: z.unknown().optional(),
})
export type ServiceWire = z.infer<typeof ServiceWire>

const ServiceLineWire = z.looseObject({
  slug: z.string().min(1),
  name: z.string(),
  status: z.enum(['SUGGESTION', 'DRAFT', 'PUBLISHED', 'ARCHIVED']),
  modificationDate: z.string(),
})

export const StructureLineWire = z.looseObject({
  slug: z.string().min(1),
  name: z.string(),
  siret: text,
  department: text,
  modificationDate: z.string(),
  typologyDisplay: text,
})
export type StructureLineWire = z.infer<typeof StructureLineWire>

export const StructureListWire = z.union([
  z.array(StructureLineWire),
  z.looseObject({ count: z.number(), next: text, results: z.array(StructureLineWire) }),
])

export const StructureWire = StructureLineWire.extend({
  typology: text,
  address1: text,
  postalCode: text,
  city: text,
  cityCode: text,
  email: text,
  phone: text,
  services: z.array(ServiceLineWire),
  archivedServices: z.array(ServiceLineWire).nullish(),
})
export type StructureWire = z.infer<typeof StructureWire>

const Option = z.looseObject({ value: z.string(), label: z.string() })
const ChoiceOption = z.looseObject({
  value: z.number(),
  label: z.string(),
  structure: z.union([z.string(), z.number()]).nullish(),
})

export const ServicesOptionsWire = z.looseObject({
  categories: z.array(Option),
  subcategories: z.array(Option),
  kinds: z.array(Option),
  feeConditions: z.array(Option),
  beneficiariesAccessModes: z.array(Option),
  coachOrientationModes: z.array(Option),
  locationKinds: z.array(Option),
  publics: z.array(Option),
  accessConditions: z.array(ChoiceOption),
  requirements: z.array(ChoiceOption),
  credentials: z.array(ChoiceOption),
  diffusionZoneType: z.array(Option),
  updateFrequencies: z.array(Option),
})
/** The référentiels a service draws from. */
export type DoraOptions = z.infer<typeof ServicesOptionsWire>

export const StructuresOptionsWire = z.looseObject({ typologies: z.array(Option) })

export const UserInfoWire = z.looseObject({
  email: text,
  isStaff: z.boolean().nullish(),
  isManager: z.boolean().nullish(),
  departments: z.array(z.string()).nullish(),
  structures: z.array(z.looseObject({ slug: z.string(), name: z.string() })).nullish(),
})
export type UserInfoWire = z.infer<typeof UserInfoWire>
