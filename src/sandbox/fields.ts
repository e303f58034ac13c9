import {
  type ErrorItem,
  type FieldErrors,
  invalid,
  invalidChoice,
  isBlank,
  isNull,
  noSuchObject,
  notAList,
  required,
  tooLong,
} from './answer.ts'
import type { FieldMetadata, Metadata } from './metadata.ts'

/** What `OPTIONS` does not say of how a body is read. */
export interface Reading {
  /** Values that a relation knows, by field; a field of type `field` without an entry is read elsewhere. */
  relations: Record<string, { values: readonly string[]; many: boolean }>
  /** Fields that may be null. */
  nullable: readonly string[]
  /** Texts that may not be empty though they are not required. */
  filled: readonly string[]
  checks: Record<string, (text: string) => ErrorItem[]>
}

/**
 * Reads a body as Django REST Framework does: unknown and read-only keys are ignored, every error is told by field.
 * @param requiredKeys keys that must be there (a creation); none for a PATCH
 */
export function readFields(
  body: Record<string, unknown>,
  metadata: Metadata,
  reading: Reading,
  requiredKeys: readonly string[],
): { values: Record<string, unknown>; errors: FieldErrors } {
  const values: Record<string, unknown> = {}
  const errors: FieldErrors = {}
  for (const key of requiredKeys) if (!(key in body)) errors[key] = [required()]
  for (const [key, field] of Object.entries(metadata)) {
    if (!(key in body) || field.readOnly) continue
    if (field.type === 'field' && !reading.relations[key]) continue
    const outcome = readOne(key, body[key], field, reading)
    if ('errors' in outcome) errors[key] = outcome.errors
    else values[key] = outcome.value
  }
  return { values, errors }
}

type Outcome = { value: unknown } | { errors: FieldErrors[string] }

function readOne(key: string, value: unknown, field: FieldMetadata, reading: Reading): Outcome {
  if (value === null) return reading.nullable.includes(key) ? { value: null } : { errors: [isNull()] }
  switch (field.type) {
    case 'field':
      return readRelation(value, reading.relations[key] ?? { values: [], many: true })
    case 'choice': {
      if (value === '' && !reading.filled.includes(key)) return { value: '' }
      const known = (field.choices ?? []).some(choice => choice.value === value)
      return known ? { value } : { errors: [invalidChoice(value)] }
    }
    case 'list':
      return readList(value, field.child)
    case 'integer':
      return readInteger(value, field)
    case 'float':
      return typeof value !== 'boolean' && value !== '' && Number.isFinite(Number(value))
        ? { value: Number(value) }
        : { errors: [invalid('Un nombre valide est requis.')] }
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
        ? { value }
        : { errors: [wrongFormat('La date', 'YYYY-MM-DD')] }
    case 'datetime':
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(value) && !Number.isNaN(Date.parse(value))
        ? { value: Date.parse(value) * 1000 }
        : { errors: [wrongFormat('La date + heure', 'YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z]')] }
    case 'boolean':
      return typeof value === 'boolean' ? { value } : { errors: [invalid('Doit être une valeur booléenne valide.')] }
    default:
      return readText(key, value, field, reading)
  }
}

function readRelation(value: unknown, { values, many }: { values: readonly string[]; many: boolean }): Outcome {
  if (!many) return typeof value === 'string' && values.includes(value) ? { value } : { errors: [noSuchObject(value)] }
  if (!Array.isArray(value)) return { errors: [notAList()] }
  const unknown = value.find(item => !values.includes(String(item)))
  if (unknown !== undefined) return { errors: [noSuchObject(unknown)] }
  // A set of the database: it comes back in the référentiel's order, each once.
  return { value: values.filter(known => value.includes(known)) }
}

function readList(value: unknown, child: FieldMetadata | undefined): Outcome {
  if (!Array.isArray(value)) return { errors: [notAList()] }
  const nested: Record<string, ErrorItem[]> = {}
  const known = child?.choices?.map(choice => choice.value)
  value.forEach((item, index) => {
    if (known) {
      if (!known.includes(String(item))) nested[String(index)] = [invalidChoice(item)]
    } else if (typeof item !== 'string') nested[String(index)] = [notAText()]
    else if (child?.maxLength !== undefined && item.length > child.maxLength)
      nested[String(index)] = [tooLong(child.maxLength)]
  })
  if (Object.keys(nested).length > 0) return { errors: nested }
  return { value: known ? known.filter(choice => value.includes(choice)) : value.map(String) }
}

function readInteger(value: unknown, { minValue = 0, maxValue = 2_147_483_647 }: FieldMetadata): Outcome {
  if (typeof value === 'boolean' || !/^-?\d+$/.test(String(value)))
    return { errors: [invalid('Un nombre entier valide est requis.')] }
  const bound = (side: string, limit: number, code: string): Outcome => ({
    errors: [{ message: `Assurez-vous que cette valeur est ${side} ou égale à\u00A0${limit}.`, code }],
  })
  if (Number(value) < minValue) return bound('supérieure', minValue, 'min_value')
  if (Number(value) > maxValue) return bound('inférieure', maxValue, 'max_value')
  return { value: Number(value) }
}

function readText(key: string, value: unknown, field: FieldMetadata, reading: Reading): Outcome {
  if (typeof value !== 'string' && typeof value !== 'number') return { errors: [notAText()] }
  const text = String(value).trim()
  if (text === '') return field.required || reading.filled.includes(key) ? { errors: [isBlank()] } : { value: '' }
  const errors = [...(SHAPES[field.type]?.(text) ?? []), ...(reading.checks[key]?.(text) ?? [])]
  if (text.includes('\0'))
    errors.push({ message: 'Le caractère nul n’est pas autorisé.', code: 'null_characters_not_allowed' })
  if (field.maxLength !== undefined && text.length > field.maxLength) errors.push(tooLong(field.maxLength))
  return errors.length > 0 ? { errors } : { value: text }
}

const SHAPES: Record<string, (text: string) => ErrorItem[]> = {
  email: checkEmail,
  url: text => (/^https?:\/\/[^\s/]+/i.test(text) && URL.canParse(text) ? [] : [invalid('Saisissez une URL valide.')]),
  slug: text =>
    /^[-\w]+$/.test(text)
      ? []
      : [invalid('Ce champ ne doit contenir que des lettres, des nombres, des tirets bas _ et des traits d’union.')],
}

export function checkEmail(text: string): ErrorItem[] {
  return /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text) ? [] : [invalid('Saisissez une adresse e-mail valide.')]
}

const notAText = (): ErrorItem => invalid('Chaîne de caractère invalide.')

function wrongFormat(what: string, format: string): ErrorItem {
  return invalid(`${what} n'a pas le bon format. Utilisez un des formats suivants à la place\u00A0: ${format}.`)
}
