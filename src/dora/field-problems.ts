import { fieldName } from './field-errors.ts'
import type { DoraServiceFields } from './port.ts'
import { FIELD_SHAPES } from './service-fields.ts'
import type { DoraOptions } from './wire.ts'

const CHOICE_MAX = 140
const SINGLE_OPTIONS = {
  kind: 'kinds',
  feeCondition: 'feeConditions',
  diffusionZoneType: 'diffusionZoneType',
  updateFrequency: 'updateFrequencies',
} as const

/** What DORA would refuse, found before it is asked: one French sentence per field, empty when all is well. */
export function fieldProblems(fields: Partial<DoraServiceFields>, options: DoraOptions): Record<string, string> {
  const problems: Record<string, string> = {}
  const say = (key: string, message: string): void => {
    problems[key] ??= `${fieldName(key)}\u00A0: ${message}`
  }
  if (fields.contactPhone && !/^\d{10}$/.test(fields.contactPhone))
    say('contactPhone', `dix chiffres attendus, reçu «\u00A0${fields.contactPhone}\u00A0».`)
  for (const [key, value] of Object.entries(fields)) {
    const shape = FIELD_SHAPES[key as keyof DoraServiceFields]
    if (shape === undefined || value === null || value === undefined) continue
    switch (shape.kind) {
      case 'text':
        if (typeof value === 'string' && value.length > shape.max)
          say(key, `${value.length} caractères, ${shape.max} au plus.`)
        break
      case 'list': {
        const known = new Set(options[shape.option].map(option => option.value))
        const unknown = (value as string[]).filter(item => !known.has(item))
        if (unknown.length > 0) say(key, `DORA ne connaît pas ${unknown.join(', ')}.`)
        break
      }
      case 'choices':
        for (const label of value as string[]) {
          if (label.trim() === '') say(key, 'une valeur est vide.')
          else if (label.length > CHOICE_MAX) say(key, `une valeur dépasse ${CHOICE_MAX} caractères.`)
        }
        break
      case 'number':
        if (!Number.isInteger(value) || (value as number) < 0) say(key, `nombre entier positif attendu, reçu ${value}.`)
        break
      case 'nullable-text':
      case 'boolean':
        break
    }
  }
  for (const [key, option] of Object.entries(SINGLE_OPTIONS)) {
    const value = fields[key as keyof typeof SINGLE_OPTIONS]
    if (typeof value !== 'string' || value === '') continue
    if (!options[option].some(item => item.value === value)) say(key, `DORA ne connaît pas ${value}.`)
  }
  if (fields.name !== undefined && fields.name.trim() === '') say('name', 'il est vide.')
  return problems
}
