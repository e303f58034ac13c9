export type StructureForm = 'siret' | 'phone' | 'postcode' | 'email' | 'url' | 'opening-hours'

/** One field of a structure: what people call it, and its limits in DORA. */
interface StructureFieldSpec {
  label: string
  /** Characters. */
  max: number
  form?: StructureForm
  /** Sent when a structure is created; the others belong to people. */
  created: boolean
}

/** The one table of the fields of a structure that the robot knows. Source: DORA's API, August 2026. */
const TABLE = {
  name: { label: 'nom', max: 255, created: true },
  siret: { label: 'SIRET', max: 14, form: 'siret', created: true },
  typology: { label: 'typologie', max: 255, created: true },
  shortDesc: { label: 'résumé', max: 280, created: true },
  fullDesc: { label: 'description', max: 10_000, created: true },
  address1: { label: 'adresse', max: 255, created: true },
  address2: { label: 'complément d’adresse', max: 255, created: false },
  postalCode: { label: 'code postal', max: 5, form: 'postcode', created: true },
  cityCode: { label: 'code de la commune (INSEE)', max: 5, created: true },
  city: { label: 'commune', max: 255, created: true },
  phone: { label: 'téléphone', max: 10, form: 'phone', created: true },
  email: { label: 'courriel', max: 254, form: 'email', created: true },
  url: { label: 'site', max: 200, form: 'url', created: true },
  accesslibreUrl: { label: 'adresse Acceslibre', max: 255, form: 'url', created: false },
  openingHours: { label: 'horaires', max: 255, form: 'opening-hours', created: false },
  openingHoursDetails: { label: 'précisions sur les horaires', max: 255, created: false },
} as const satisfies Record<string, StructureFieldSpec>

export type StructureField = keyof typeof TABLE

type CreatedField = {
  [Field in StructureField]: (typeof TABLE)[Field]['created'] extends true ? Field : never
}[StructureField]

/** A structure to create. */
export type DoraStructureDraft = { name: string } & Record<Exclude<CreatedField, 'name'>, string | null>

export const STRUCTURE_FIELDS: Readonly<Record<StructureField, StructureFieldSpec>> = TABLE

export const CREATED_FIELDS = (Object.keys(TABLE) as StructureField[]).filter(
  (field): field is CreatedField => TABLE[field].created,
)
