import { squeeze } from '../common/text.ts'
import type { DoraServiceFields } from '../dora/port.ts'
import { FIELDS, SERVICE_FIELDS, type ServiceField } from '../dora/service-fields.ts'

export { FIELDS }
export type Field = ServiceField

/** Groups of fields that only make sense together. */
export const TOGETHER: readonly (readonly Field[])[] = [
  ...Map.groupBy(
    FIELDS.filter(field => SERVICE_FIELDS[field].group !== undefined),
    field => SERVICE_FIELDS[field].group,
  ).values(),
]

/** The value that is compared: composed text without blank runs, sorted sets without repetition, empty as null. */
export function canonical(field: Field, value: unknown): string | number | boolean | null {
  switch (SERVICE_FIELDS[field].type) {
    case 'set':
    case 'choices': {
      const items = Array.isArray(value) ? value : value === null || value === undefined ? [] : [value]
      if (items.length === 0) return null
      const set = new Set(items.map(item => squeeze(String(item))).filter(item => item !== ''))
      return set.size === 0 ? null : JSON.stringify([...set].sort())
    }
    case 'text':
    case 'one':
    case 'date':
    case 'point':
    case 'status': {
      if (value === null || value === undefined) return null
      const text = squeeze(String(value))
      return text === '' ? null : text
    }
    case 'number':
      return typeof value === 'number' ? value : null
    case 'flag':
      return typeof value === 'boolean' ? value : null
  }
}

/** Fields in the order of canonical JSON, each with how it begins there. */
const WRITTEN = FIELDS.toSorted().map((field, at) => [field, `${at === 0 ? '{' : ','}"${field}":`] as const)

/** What an offer says, as canonical JSON of all its fields: blanks and the order of sets do not count. */
export function contentText(fields: DoraServiceFields): string {
  let text = ''
  for (const [field, begin] of WRITTEN) text += begin + JSON.stringify(canonical(field, fields[field]))
  return `${text}}`
}

export function same(field: Field, a: unknown, b: unknown): boolean {
  return canonical(field, a) === canonical(field, b)
}

export function isEmpty(field: Field, value: unknown): boolean {
  return canonical(field, value) === null
}
