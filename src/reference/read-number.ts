import { type Reading, read, refuse } from './fault.ts'

const DECIMAL = /^[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+(?:_\d+)*)?$/
const NOT_FINITE = /^([+-]?)(inf|infinity|nan)$/i
const WHOLE = /^([+-]?)(\d+(?:_\d+)*)(?:\.0+)?$/
const LONGEST_WHOLE = 4300
/** From here on, the official package refuses a number for a whole one, as too large for 64 bits; the same digits, as text, it accepts. */
const TOO_LARGE = 2 ** 63

/**
 * A number as the official package accepts it: a number, a boolean (1 or 0), or text such as `3`, ` 3.5 `, `1e3`, `1_000`.
 * An infinite value passes there; here it is read as null, since neither JSON nor a person can use it.
 * Errors: `float_type`, `float_parsing`, `greater_than_equal` when a least value is given.
 */
export function readFloat(raw: unknown, least?: number): Reading<number | null> {
  const value = toFloat(raw)
  if (value === null) return refuse(typeof raw === 'string' ? textFault(raw, 'float_parsing') : 'float_type', raw)
  if (least !== undefined && !(value >= least)) return refuse('greater_than_equal', raw, { limit: least })
  return read(Number.isFinite(value) ? value : null)
}

/**
 * A whole number as the official package accepts it: `3`, `3.0`, true (1), or text such as `3`, ` 3.0 `, `1_000`.
 * Errors: `int_type`, `int_parsing`, `int_parsing_size`, `int_from_float`, `finite_number`, `greater_than_equal`.
 */
export function readInteger(raw: unknown, least: number): Reading<number> {
  const value = toInteger(raw)
  if (!value.ok) return value
  return value.value >= least ? value : refuse('greater_than_equal', raw, { limit: least })
}

function toFloat(raw: unknown): number | null {
  if (typeof raw === 'number') return raw
  if (typeof raw === 'boolean') return raw ? 1 : 0
  if (typeof raw !== 'string') return null
  const text = raw.replace(/^\p{White_Space}+|\p{White_Space}+$/gu, '')
  if (DECIMAL.test(text)) return Number(text.replaceAll('_', ''))
  const special = NOT_FINITE.exec(text)
  if (!special) return null
  if (special[2]?.toLowerCase() === 'nan') return Number.NaN
  return special[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
}

function toInteger(raw: unknown): Reading<number> {
  if (typeof raw === 'boolean') return read(raw ? 1 : 0)
  if (typeof raw === 'number') {
    if (!Number.isFinite(raw)) return refuse('finite_number', raw)
    if (!Number.isInteger(raw)) return refuse('int_from_float', raw)
    return Math.abs(raw) < TOO_LARGE ? read(raw) : refuse('int_parsing_size', raw)
  }
  if (typeof raw !== 'string') return refuse('int_type', raw)
  if (raw.length > LONGEST_WHOLE) return refuse('int_parsing_size', raw)
  const whole = WHOLE.exec(raw.replace(/^\p{White_Space}+|\p{White_Space}+$/gu, ''))
  if (!whole) return refuse(textFault(raw, 'int_parsing'), raw)
  return read(Number(`${whole[1]}${whole[2]?.replaceAll('_', '')}`))
}

function textFault<T extends 'float_parsing' | 'int_parsing'>(raw: string, otherwise: T): T | 'string_unicode' {
  return raw.isWellFormed() ? otherwise : 'string_unicode'
}
