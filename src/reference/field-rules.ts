import type { Fault, Reading } from './fault.ts'

/** What the rules depend on besides the record. */
export interface SchemaContext {
  /** Day `YYYY-MM-DD` that counts as today. */
  today: string
  /** true: an *avertissement* is an error, as for the API and the valideur; false: it is only a warning, as for open data. */
  strict: boolean
}

export interface Limits {
  min: number
  max: number
  pattern?: string
}

export const postalCode: Limits = { min: 5, max: 5, pattern: '^\\p{Nd}{5}$' }
export const siret: Limits = { min: 14, max: 14, pattern: '^\\p{Nd}{14}$' }
const WORD = '[\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}]'
export const commune: Limits = { min: 5, max: 5, pattern: `^${WORD}{5}$` }
const department: Limits = { min: 2, max: 3, pattern: `^${WORD}{2,3}$` }
const epci: Limits = { min: 9, max: 9, pattern: '^\\p{Nd}{9}$' }
const country: Limits = { min: 5, max: 5, pattern: '^99[0-5]\\p{Nd}{2}$' }
export const zoneKinds = [commune, department, epci, country]

const patterns = new Map<string, RegExp>()

/** First fault of a text, in the order of the official package: length in code points, then pattern. */
export function textFault(text: string, limits: Limits): Fault | null {
  if (!text.isWellFormed()) return { type: 'string_unicode', received: text }
  const { min, max } = limits
  // A code point takes one or two code units: counting is needed only near a bound.
  if (text.length < 2 * min && codePoints(text) < min) return { type: 'string_too_short', received: text, limit: min }
  if (text.length > max && codePoints(text) > max) return { type: 'string_too_long', received: text, limit: max }
  if (limits.pattern === undefined) return null
  const pattern = patterns.get(limits.pattern) ?? new RegExp(limits.pattern, 'u')
  patterns.set(limits.pattern, pattern)
  return pattern.test(text) ? null : { type: 'string_pattern_mismatch', received: text }
}

/** Two code units that make one character. */
const PAIR = /[\uD800-\uDBFF][\uDC00-\uDFFF]/g

/** Length as Python counts it. */
export function codePoints(text: string): number {
  return text.length - (text.match(PAIR)?.length ?? 0)
}

/** The usual forms of a zone; others may be zones too. */
const USUAL_ZONE = /^(?:[\dA-Za-z]{2,3}|[\dA-Za-z]{5}|\d{9}|france)$/

export function isZone(raw: unknown): boolean {
  return typeof raw === 'string' && (USUAL_ZONE.test(raw) || readZone(raw).ok)
}

/** A code that fits no kind is refused once per kind, as the official union does. */
export function readZone(raw: unknown): Reading<string> {
  if (raw === 'france') return { ok: true, value: raw }
  const faults: (Fault & { path: string })[] = []
  for (const kind of zoneKinds) {
    const fault: Fault | null = typeof raw === 'string' ? textFault(raw, kind) : { type: 'string_type', received: raw }
    if (fault === null) return { ok: true, value: raw as string }
    faults.push({ ...fault, path: 'constrained-str' })
  }
  const type = typeof raw === 'string' && !raw.isWellFormed() ? 'string_unicode' : 'literal_error'
  return { ok: false, faults: [...faults, { type, received: raw, path: "literal['france']" }] }
}

export function endsWithDot(name: string): boolean {
  return name.endsWith('.') && !name.endsWith('etc.')
}
