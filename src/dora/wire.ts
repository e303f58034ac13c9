import { z } from 'zod'
import { FIELDS, type FieldSpec, SERVICE_FIELDS, type ServiceField } from './service-fields.ts'

/** DORA's answers. Unknown keys are let through; only what we rely on must be there. */

const text = z.string().nullish()
/** DORA has none for what nobody saved since it was brought in: said as '', which any saving changes. */
const moved = z
  .string()
  .nullable()
  .transform(date => date ?? '')
const texts = z.array(z.string()).nullish()
const keys = z.array(z.union([z.number(), z.string()])).nullish()

const ServiceEnvelope = z.looseObject({
  slug: z.string().min(1),
  structure: z.string().min(1),
  status: z.enum(['SUGGESTION', 'DRAFT', 'PUBLISHED', 'ARCHIVED']),
  name: z.string(),
  modificationDate: moved,
  creationDate: text,
  publicationDate: text,
  model: text,
  isContactInfoPublic: z.boolean().nullish(),
  lastEditor: z.unknown().optional(),
})
export type ServiceWire = z.infer<typeof ServiceEnvelope>

/** The fields of the table, each under all its names, and the envelope. */
export const ServiceWire: z.ZodType<ServiceWire> = z.looseObject({
  ...Object.fromEntries(FIELDS.flatMap(field => wireOf(field, SERVICE_FIELDS[field]))),
  ...ServiceEnvelope.shape,
})

function wireOf(field: ServiceField, spec: FieldSpec): [string, z.ZodType][] {
  const each = (shape: z.ZodType): [string, z.ZodType][] => (spec.keys ?? [field]).map(key => [key, shape])
  switch (spec.type) {
    case 'text':
    case 'one':
    case 'date':
    case 'status':
      return each(text)
    case 'number':
      return each(z.number().nullish())
    case 'point':
      return each(z.unknown().optional())
    case 'flag':
      return each(z.boolean().nullish())
    case 'set':
      return each(texts)
    case 'choices':
      return [...each(keys), [`${spec.option}Display`, texts]]
  }
}

const ServiceLineWire = z.looseObject({
  slug: z.string().min(1),
  name: z.string(),
  status: z.enum(['SUGGESTION', 'DRAFT', 'PUBLISHED', 'ARCHIVED']),
  modificationDate: moved,
})

export const StructureLineWire = z.looseObject({
  slug: z.string().min(1),
  name: z.string(),
  siret: text,
  department: text,
  modificationDate: moved,
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
  /** Gone from a DORA that speaks data·inclusion's mobilisation fields. */
  beneficiariesAccessModes: z.array(Option).default([]),
  coachOrientationModes: z.array(Option).default([]),
  mobilisationModes: z.array(Option).default([]),
  mobilisableBy: z.array(Option).default([]),
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
