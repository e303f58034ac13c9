import type { DoraService, DoraServiceFields } from './port.ts'
import { FIELD_KEYS, FIELD_SHAPES, NEVER_NULL } from './service-fields.ts'
import type { DoraOptions, ServiceWire } from './wire.ts'

const CONTACT_FIELDS = ['contactName', 'contactPhone', 'contactEmail', 'isContactInfoPublic'] as const

/** A service as DORA sent it → our terms: '' becomes null, numbers of choices become their labels. */
export function fromWire(wire: ServiceWire): DoraService {
  const hidden = new Set<keyof DoraServiceFields>()
  // DORA empties private contacts for who may not see them, and then says neither true nor false.
  if (typeof wire.isContactInfoPublic !== 'boolean') for (const key of CONTACT_FIELDS) hidden.add(key)
  const fields: Record<string, unknown> = {}
  for (const key of FIELD_KEYS) {
    if (!(key in wire) && !(key === 'fullDesc' && 'description' in wire)) hidden.add(key)
    fields[key] = readField(key, wire)
  }
  return {
    slug: wire.slug,
    structure: wire.structure,
    fields: fields as unknown as DoraServiceFields,
    modificationDate: wire.modificationDate,
    creationDate: wire.creationDate ?? '',
    publicationDate: wire.publicationDate ?? null,
    lastEditor: typeof wire.lastEditor === 'string' ? wire.lastEditor : null,
    hidden: [...hidden],
  }
}

function readField(key: keyof DoraServiceFields, wire: ServiceWire): unknown {
  const shape = FIELD_SHAPES[key]
  const value = wire[key]
  switch (shape.kind) {
    case 'text': {
      const text = key === 'fullDesc' ? (wire.fullDesc ?? wire.description) : value
      if (typeof text === 'string' && text !== '') return text
      return NEVER_NULL.has(key) ? '' : null
    }
    case 'nullable-text':
      return typeof value === 'string' && value !== '' ? value : null
    case 'number':
      return typeof value === 'number' ? value : null
    case 'boolean':
      return typeof value === 'boolean' ? value : shape.byDefault
    case 'list':
      return Array.isArray(value) ? [...value] : []
    case 'choices': {
      const shown = wire[`${shape.option}Display`]
      return Array.isArray(shown) ? [...shown] : []
    }
  }
}

/**
 * Our fields → the body of a POST or PATCH. Only known keys; null becomes what DORA stores for «nothing».
 * A choice that DORA or the structure already has goes by its number, so that it is not made twice.
 */
export function toWire(
  fields: Partial<DoraServiceFields>,
  options: DoraOptions,
  structure: string,
): Record<string, unknown> {
  const body: Record<string, unknown> = {}
  for (const key of FIELD_KEYS) {
    const value = fields[key]
    if (value === undefined) continue
    const shape = FIELD_SHAPES[key]
    switch (shape.kind) {
      case 'text':
        body[key] = value ?? ''
        break
      case 'choices':
        body[key] = (value as string[]).map(label => choiceKey(label, options[shape.option], structure))
        break
      case 'nullable-text':
      case 'number':
        body[key] = value === '' ? null : value
        break
      case 'boolean':
      case 'list':
        body[key] = value
        break
    }
  }
  return body
}

function choiceKey(label: string, choices: DoraOptions['requirements'], structure: string): number | string {
  const wanted = label.normalize('NFC').trim()
  const same = choices.filter(choice => choice.label === wanted)
  const own = same.find(choice => choice.structure === structure) ?? same.find(choice => choice.structure == null)
  return own?.value ?? wanted
}
