import {
  type ErrorItem,
  type FieldErrors,
  invalid,
  invalidChoice,
  isBlank,
  isNull,
  noSuchObject,
  required,
  tooLong,
} from './answer.ts'

/** How one key of a body is read, in the terms of Django REST Framework. */
export type FieldRule =
  | { kind: 'text'; max: number | null; blank: boolean; nullable?: boolean; check?: (text: string) => ErrorItem[] }
  | { kind: 'choice'; values: readonly string[]; nullable: boolean; missing: 'invalid_choice' | 'does_not_exist' }
  | { kind: 'objects'; values: readonly string[] }
  | { kind: 'choices'; values: readonly string[] }
  | { kind: 'integer' }
  | { kind: 'date' }
  | { kind: 'boolean' }
  /** Read elsewhere. */
  | { kind: 'other' }

export type Rules = Record<string, FieldRule>

/** @param requiredKeys keys that must be there (a creation); none for a PATCH */
export function readFields(
  body: Record<string, unknown>,
  rules: Rules,
  requiredKeys: readonly string[],
): { values: Record<string, unknown>; errors: FieldErrors } {
  const values: Record<string, unknown> = {}
  const errors: FieldErrors = {}
  for (const key of requiredKeys) if (!(key in body)) errors[key] = [required()]
  for (const [key, rule] of Object.entries(rules)) {
    if (!(key in body) || rule.kind === 'other') continue
    const outcome = readOne(body[key], rule)
    if ('errors' in outcome) errors[key] = outcome.errors
    else values[key] = outcome.value
  }
  return { values, errors }
}

type Outcome = { value: unknown } | { errors: FieldErrors[string] }

function readOne(value: unknown, rule: Exclude<FieldRule, { kind: 'other' }>): Outcome {
  switch (rule.kind) {
    case 'text':
      return readText(value, rule)
    case 'choice':
      if (value === null) return rule.nullable ? { value: null } : { errors: [isNull()] }
      if (typeof value === 'string' && (rule.values.includes(value) || (value === '' && !rule.nullable)))
        return { value }
      return { errors: [rule.missing === 'invalid_choice' ? invalidChoice(value) : noSuchObject(value)] }
    case 'objects': {
      if (!Array.isArray(value)) return { errors: [notAList()] }
      const unknown = value.find(item => !rule.values.includes(String(item)))
      return unknown === undefined ? { value: [...new Set(value.map(String))] } : { errors: [noSuchObject(unknown)] }
    }
    case 'choices': {
      if (!Array.isArray(value)) return { errors: [notAList()] }
      const nested: Record<string, ErrorItem[]> = {}
      value.forEach((item, index) => {
        if (!rule.values.includes(String(item))) nested[String(index)] = [invalidChoice(item)]
      })
      return Object.keys(nested).length > 0 ? { errors: nested } : { value: [...new Set(value.map(String))] }
    }
    case 'integer':
      if (value === null) return { value: null }
      if (typeof value === 'boolean' || !/^-?\d+$/.test(String(value)))
        return { errors: [invalid('Un nombre entier valide est requis.')] }
      if (Number(value) < 0)
        return {
          errors: [{ message: 'Assurez-vous que cette valeur est supérieure ou égale à\u00A00.', code: 'min_value' }],
        }
      return { value: Number(value) }
    case 'date':
      if (value === null) return { value: null }
      if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)))
        return { value }
      return {
        errors: [
          invalid("La date n'a pas le bon format. Utilisez un des formats suivants à la place\u00A0: YYYY-MM-DD."),
        ],
      }
    case 'boolean':
      return typeof value === 'boolean' ? { value } : { errors: [invalid('Doit être une valeur booléenne valide.')] }
  }
}

function readText(value: unknown, rule: Extract<FieldRule, { kind: 'text' }>): Outcome {
  if (value === null) return rule.nullable ? { value: null } : { errors: [isNull()] }
  if (typeof value !== 'string' && typeof value !== 'number')
    return { errors: [invalid("Cette valeur n'est pas une chaîne de caractères valide.")] }
  const text = String(value).trim()
  if (text === '') return rule.blank ? { value: '' } : { errors: [isBlank()] }
  const errors = rule.check?.(text) ?? []
  if (text.includes('\0'))
    errors.push({ message: 'Le caractère nul n’est pas autorisé.', code: 'null_characters_not_allowed' })
  if (rule.max !== null && text.length > rule.max) errors.push(tooLong(rule.max))
  return errors.length > 0 ? { errors } : { value: text }
}

const notAList = (): ErrorItem => ({ message: "Attendait une liste d'éléments.", code: 'not_a_list' })

export function checkEmail(text: string): ErrorItem[] {
  return /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text) ? [] : [invalid('Saisissez une adresse e-mail valide.')]
}

export function checkUrl(text: string): ErrorItem[] {
  const valid = /^https?:\/\/[^\s/]+/i.test(text) && URL.canParse(text)
  return valid ? [] : [invalid('Saisissez une URL valide.')]
}
