import { type ErrorItem, type FieldErrors, invalid, noSuchObject, required } from './answer.ts'
import { readFields } from './fields.ts'
import { serviceMetadata } from './metadata.ts'
import { MOBILISATION_FIELDS, mobilisationOf } from './mobilisation.ts'
import type { Body } from './route.ts'
import type { Mobilisation, StoredService } from './stored.ts'
import type { View } from './view.ts'

type ServiceValues = Partial<StoredService>

/** Reads the fields of a service, but for its structure and its choices. `crash` is what DORA answers with a 500. */
export function readServiceFields(
  body: Body,
  view: View,
  whole: boolean,
  current: StoredService | null = null,
): { values: Record<string, unknown>; errors: FieldErrors } | 'crash' {
  const metadata = serviceMetadata(view)
  const needed = whole ? Object.keys(metadata).filter(key => metadata[key]?.required) : []
  // The old name wins over the new one, which who still sends it only repeats.
  const read = 'fullDesc' in body ? { ...body, description: body.fullDesc } : body
  const { values, errors } = readFields(read, metadata, readingOf(view), needed)
  if ('geom' in body) {
    const geom = readGeom(body.geom)
    if (geom === 'crash') return 'crash'
    if ('error' in geom) errors.geom = [geom.error]
    else values.geom = geom.geom
  }
  if ('model' in body) {
    const known = body.model === null || view.state.models.has(String(body.model))
    if (known) values.model = body.model
    else errors.model = [noSuchObject(body.model, 'slug')]
  }
  if (view.dialect === 'a-venir' && linkIsMissing(values, current)) errors.mobilisationLink ??= [required()]
  return { values, errors }
}

/** The mode that uses a link asks for it. */
function linkIsMissing(values: Record<string, unknown>, current: StoredService | null): boolean {
  const before = current === null ? null : mobilisationOf(current)
  if (!('mobilisationModes' in values) && !('mobilisationLink' in values)) return false
  const modes = values.mobilisationModes ?? before?.mobilisationModes ?? []
  const link = 'mobilisationLink' in values ? values.mobilisationLink : before?.mobilisationLink
  return Array.isArray(modes) && modes.includes('utiliser-lien-mobilisation') && !link
}

/** What was read, under the names of the store. */
export function storedValues(values: Record<string, unknown>, service: StoredService): ServiceValues {
  const { description, publicationDate, modificationDate: _stamped, structure: _moved, ...rest } = values
  const stored: Record<string, unknown> = { ...rest }
  if (description !== undefined) stored.fullDesc = description
  if (publicationDate !== undefined) stored.publishedAt = publicationDate
  if (stored.kind === '') stored.kind = null
  if (stored.slug === null) stored.slug = ''
  const written = MOBILISATION_FIELDS.filter(field => field in stored)
  if (written.length > 0) {
    const mobilisation = { ...mobilisationOf(service) } as Record<string, unknown>
    for (const field of written) {
      mobilisation[field] = stored[field]
      delete stored[field]
    }
    stored.mobilisation = mobilisation as unknown as Mobilisation
  }
  return stored
}

function readingOf({ options }: View) {
  const { services } = options
  const many = (items: { value: string }[]) => ({ values: items.map(item => item.value), many: true })
  return {
    relations: {
      categories: many(services.categories),
      subcategories: many(services.subcategories),
      fundingLabels: many([]),
      locationKinds: many(services.locationKinds),
      beneficiariesAccessModes: many(services.beneficiariesAccessModes),
      coachOrientationModes: many(services.coachOrientationModes),
      feeCondition: { ...many(services.feeConditions), many: false },
    },
    nullable: [
      'kind',
      'feeCondition',
      'durationWeeklyHours',
      'durationWeeks',
      'suspensionDate',
      'status',
      'slug',
      'publicationDate',
      'modificationDate',
      ...MOBILISATION_FIELDS,
    ],
    filled: ['updateFrequency'],
    checks: {},
  }
}

/**
 * How DORA reads the point of a service: a GeoJSON point, as an object or a text, or WKT. Anything of a point's shape is taken (swapped
 * coordinates too); another geometry crashes it.
 */
function readGeom(value: unknown): { geom: [number, number] | null } | { error: ErrorItem } | 'crash' {
  if (value === null) return { geom: null }
  if (value === '') return { error: required() }
  const wkt = typeof value === 'string' ? /^\s*(?:SRID=\d+;)?POINT\s*\(\s*(\S+)\s+(\S+)\s*\)\s*$/i.exec(value) : null
  if (wkt) return pointOf([Number(wkt[1]), Number(wkt[2])])
  if (typeof value === 'string' && /^\s*(?:SRID=\d+;)?(LINESTRING|POLYGON|MULTI)/i.test(value)) return 'crash'
  const geometry = typeof value === 'string' ? parsed(value) : value
  if (geometry === null || typeof geometry !== 'object' || !('type' in geometry)) return { error: unreadable() }
  if (geometry.type !== 'Point') return 'crash'
  return pointOf('coordinates' in geometry ? geometry.coordinates : null)
}

function pointOf(coordinates: unknown): { geom: [number, number] } | { error: ErrorItem } {
  if (!Array.isArray(coordinates)) return { error: unreadable() }
  const [longitude, latitude]: unknown[] = coordinates
  if (typeof longitude !== 'number' || typeof latitude !== 'number') return { error: unreadable() }
  if (!Number.isFinite(longitude) || !Number.isFinite(latitude)) return { error: unreadable() }
  return { geom: [longitude, latitude] }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const unreadable = (): ErrorItem =>
  invalid('Unable to convert to python object: String input unrecognized as WKT EWKT, and HEXEWKB.')
