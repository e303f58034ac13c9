import { type Dialect, UNKNOWN_DIALECT } from './dialect.ts'
import { readPoint, writePoint } from './point.ts'
import type { DoraService } from './port.ts'
import {
  type ChoiceKey,
  type DoraServiceFields,
  FIELDS,
  type FieldSpec,
  SERVICE_FIELDS,
  type ServiceField,
} from './service-fields.ts'
import type { DoraOptions, ServiceWire } from './wire.ts'

/** A service as DORA sent it → our terms: '' becomes null, numbers of choices become their labels. */
export function fromWire(wire: ServiceWire): DoraService {
  const fields: Record<string, unknown> = {}
  for (const key of FIELDS) fields[key] = readField(wire, key)
  return {
    slug: wire.slug,
    structure: wire.structure,
    fields: fields as unknown as DoraServiceFields,
    modificationDate: wire.modificationDate,
    creationDate: wire.creationDate ?? '',
    publicationDate: wire.publicationDate ?? null,
    model: wire.model || null,
    lastEditor: typeof wire.lastEditor === 'string' ? wire.lastEditor : null,
    hidden: FIELDS.filter(key => isHidden(wire, key)),
  }
}

/** DORA empties private contacts for who may not see them, and then says neither true nor false of `isContactInfoPublic`. */
function isHidden(wire: ServiceWire, key: ServiceField): boolean {
  const { members, speaks } = SERVICE_FIELDS[key]
  if (members === true && typeof wire.isContactInfoPublic !== 'boolean') return true
  if (!isReadable(wire, key)) return true
  // What this DORA says under other names is not hidden.
  return speaks === undefined && !namesOf(key).some(name => name in wire)
}

const namesOf = (key: ServiceField): readonly string[] => SERVICE_FIELDS[key].keys ?? [key]

/** What DORA says of a field, under whichever of its names says something. */
const said = (wire: ServiceWire, key: ServiceField): unknown =>
  namesOf(key)
    .map(name => wire[name])
    .find(item => item !== undefined && item !== null)

/** Nothing is said, or it has the form that the robot knows. In another form it is unknown, not empty: nobody's value is taken for none. */
function isReadable(wire: ServiceWire, key: ServiceField): boolean {
  const spec = SERVICE_FIELDS[key]
  const value = said(wire, key)
  if (spec.type === 'choices') {
    const shown = wire[`${spec.option}Display`]
    // Numbers without their labels say that there is something, and not what.
    return isNothing(shown) ? isNothing(value) || isList(value, []) : isList(shown, ['string'])
  }
  if (isNothing(value)) return true
  switch (spec.type) {
    case 'text':
    case 'one':
    case 'date':
    case 'status':
      return typeof value === 'string'
    case 'number':
      return typeof value === 'number'
    case 'flag':
      return typeof value === 'boolean'
    case 'set':
      return isList(value, ['string'])
    case 'point':
      return readPoint(value) !== null
  }
}

const isNothing = (value: unknown): boolean => value === undefined || value === null

/** @param kinds what its items may be; none: it is to be empty */
const isList = (value: unknown, kinds: readonly string[]): boolean =>
  Array.isArray(value) && value.every(item => kinds.includes(typeof item))

function readField(wire: ServiceWire, key: ServiceField): unknown {
  const spec = SERVICE_FIELDS[key]
  const value = isReadable(wire, key) ? said(wire, key) : undefined
  switch (spec.type) {
    case 'text':
    case 'one':
    case 'date':
    case 'status':
      if (typeof value === 'string' && value !== '') return value
      return spec.always ? '' : null
    case 'point':
      return readPoint(value)
    case 'number':
      return typeof value === 'number' ? value : null
    case 'flag':
      return typeof value === 'boolean' ? value : spec.byDefault
    case 'set':
      return Array.isArray(value) ? [...value] : []
    case 'choices': {
      const shown = isReadable(wire, key) ? wire[`${spec.option}Display`] : undefined
      return Array.isArray(shown) ? [...shown] : []
    }
  }
}

/**
 * Our fields → the body of a POST or PATCH. Only known keys; null becomes what DORA stores for «nothing».
 * A field that this DORA does not take from this account is left out.
 * A choice that DORA or the structure already has goes by its number, so that it is not made twice.
 */
export function toWire(
  fields: Partial<DoraServiceFields>,
  options: DoraOptions,
  structure: string,
  dialect: Dialect = UNKNOWN_DIALECT,
): Record<string, unknown> {
  const body: Record<string, unknown> = {}
  for (const key of FIELDS) {
    const value = fields[key]
    if (value === undefined || dialect.unwritable[key] !== undefined) continue
    const name = dialect.keys[key] ?? SERVICE_FIELDS[key].keys?.[0] ?? key
    body[name] = writeField(SERVICE_FIELDS[key], value, options, structure)
  }
  return body
}

function writeField(
  spec: FieldSpec,
  value: string | number | boolean | string[] | null,
  options: DoraOptions,
  structure: string,
): unknown {
  switch (spec.type) {
    case 'text':
      return value ?? ''
    case 'one':
      return value === null || value === '' ? spec.blank : value
    case 'choices':
      return Array.isArray(value) ? value.map(label => choiceKey(label, options[spec.option], structure)) : []
    case 'point':
      return writePoint(value)
    case 'date':
    case 'number':
      return value === '' ? null : value
    case 'flag':
    case 'set':
    case 'status':
      return value
  }
}

function choiceKey(label: string, choices: DoraOptions[ChoiceKey], structure: string): number | string {
  const wanted = label.normalize('NFC').trim()
  const same = choices.filter(choice => choice.label === wanted)
  const own = same.find(choice => choice.structure === structure) ?? same.find(choice => choice.structure == null)
  return own?.value ?? wanted
}
