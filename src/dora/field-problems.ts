import { fieldLabel } from './field-label.ts'
import { type DoraServiceFields, type FieldSpec, isServiceField, SERVICE_FIELDS } from './service-fields.ts'
import type { DoraOptions } from './wire.ts'

/** What DORA would refuse, found before it is asked: one French sentence per field, empty when all is well. */
export function fieldProblems(fields: Partial<DoraServiceFields>, options: DoraOptions): Record<string, string> {
  const problems: Record<string, string> = {}
  const say = (key: string, message: string): void => {
    problems[key] ??= `${fieldLabel(key)} : ${message}`
  }
  for (const [key, value] of Object.entries(fields)) {
    if (!isServiceField(key) || value === null || value === undefined) continue
    const problem = problemOf(SERVICE_FIELDS[key], value, options)
    if (problem !== null) say(key, problem)
  }
  if (fields.name !== undefined && fields.name.trim() === '') say('name', 'il est vide.')
  return problems
}

function problemOf(spec: FieldSpec, value: string | number | boolean | string[], options: DoraOptions): string | null {
  switch (spec.type) {
    case 'text': {
      const text = String(value)
      if (spec.form === 'phone' && text !== '' && !/^\d{10}$/.test(text))
        return `dix chiffres attendus, reçu « ${text} ».`
      return spec.max !== null && text.length > spec.max ? `${text.length} caractères, ${spec.max} au plus.` : null
    }
    case 'one':
      return value === '' ? null : unknownTo(options, spec.option, [String(value)])
    case 'set':
      return Array.isArray(value) ? unknownTo(options, spec.option, value) : null
    case 'choices': {
      const labels = Array.isArray(value) ? value : []
      if (labels.some(label => label.trim() === '')) return 'une valeur est vide.'
      return labels.some(label => label.length > spec.max) ? `une valeur dépasse ${spec.max} caractères.` : null
    }
    case 'number':
      return Number.isInteger(value) && Number(value) >= 0 ? null : `nombre entier positif attendu, reçu ${value}.`
    case 'point':
      return /^-?\d{1,3}\.\d+,-?\d{1,2}\.\d+$/.test(String(value))
        ? null
        : `longitude et latitude attendues, reçu « ${value} ».`
    case 'flag':
    case 'date':
    case 'status':
      return null
  }
}

function unknownTo(
  options: DoraOptions,
  key: Extract<FieldSpec, { type: 'set' }>['option'],
  values: string[],
): string | null {
  // A list that DORA no longer gives says nothing of its values.
  if (options[key].length === 0) return null
  const known = new Set(options[key].map(option => option.value))
  const unknown = values.filter(value => !known.has(value))
  return unknown.length > 0 ? `DORA ne connaît pas ${unknown.join(', ')}.` : null
}
