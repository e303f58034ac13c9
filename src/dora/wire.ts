import { z } from 'zod'
import type { ListedStatus } from './port.ts'
import { DORA_STATUSES } from './service-fields.ts'

/** DORA's answers. Unknown keys are let through; only what we rely on must be there. */

const text = z.string().nullish()
/** DORA has none for what nobody saved since it was brought in: said as '', which any saving changes. */
const moved = z
  .string()
  .nullable()
  .transform(date => date ?? '')
const known = z.enum(DORA_STATUSES)
/** In a list, one service of a status nobody knows makes no other unreadable. */
export const listedStatus = z.string().transform((word): ListedStatus => known.safeParse(word).data ?? 'OTHER')

/** What a service cannot be read without. Its fields are read one by one (`fromWire`): one in another form is that field's alone. */
export const ServiceWire = z.looseObject({
  slug: z.string().min(1),
  structure: z.string().min(1),
  status: known,
  name: z.string(),
  modificationDate: moved,
  creationDate: text,
  publicationDate: text,
  model: text,
})
export type ServiceWire = z.infer<typeof ServiceWire>

const ServiceLineWire = z.looseObject({
  slug: z.string().min(1),
  name: z.string(),
  status: listedStatus,
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

const code = z.union([z.string(), z.number()]).transform(String)
const Option = z.looseObject({ value: code, label: z.string() })
const ChoiceOption = z.looseObject({
  value: z.union([z.number(), z.string()]),
  label: z.string(),
  structure: z.union([z.string(), z.number()]).nullish(),
})

/** A list that DORA no longer gives says nothing of its values. */
const listed = <Item extends z.ZodType>(item: Item) =>
  z
    .array(item)
    .nullish()
    .transform(items => items ?? [])

export const ServicesOptionsWire = z.looseObject({
  categories: listed(Option),
  subcategories: z.array(Option),
  kinds: listed(Option),
  feeConditions: listed(Option),
  beneficiariesAccessModes: listed(Option),
  coachOrientationModes: listed(Option),
  mobilisationModes: listed(Option),
  mobilisableBy: listed(Option),
  locationKinds: listed(Option),
  publics: listed(Option),
  accessConditions: listed(ChoiceOption),
  requirements: listed(ChoiceOption),
  credentials: listed(ChoiceOption),
  diffusionZoneType: listed(Option),
  updateFrequencies: listed(Option),
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
