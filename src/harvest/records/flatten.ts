import { rawValue } from '../clean/raw-value.ts'
import type { Origin, RawValue } from '../connector.ts'
import { noFields } from '../no-fields.ts'
import { ranked, within } from '../place-words.ts'

/** Objects nested deeper than this are no longer fields of an offer. */
const DEEPEST = 8
/** Values kept under one name: a list of thousands is data, not an offer's field. */
const MOST_VALUES = 200

export interface FlattenOptions {
  document: string
  address: string
  /** Where the value is in its document, for people: «records n° 4». */
  place: string
  /** Property names that are never read, at any depth: they hold people or machinery. */
  drop?: ReadonlySet<string>
}

/**
 * Any JSON object as raw fields: nested names joined by dots (`lieu.commune`), every element of a list as one more value of the same name.
 * Each value keeps its place. Null, empty and missing are the same: no value.
 */
export function flattenJson(value: unknown, options: FlattenOptions): Record<string, RawValue[]> {
  const fields = noFields()
  visit(value, '', options.place, 0)
  return fields

  function visit(current: unknown, name: string, place: string, depth: number): void {
    if (current === null || current === undefined || depth > DEEPEST) return
    if (Array.isArray(current)) {
      for (const [at, element] of current.entries()) visit(element, name, ranked(place, at + 1), depth + 1)
      return
    }
    if (typeof current === 'object') {
      for (const [key, inner] of Object.entries(current)) {
        if (options.drop?.has(key)) continue
        visit(inner, name === '' ? key : `${name}.${key}`, within(place, key), depth + 1)
      }
      return
    }
    const origin: Origin = { document: options.document, address: options.address, where: place || 'la donnée entière' }
    const raw = rawValue(String(current), origin)
    if (!raw) return
    const own = name === '' ? 'valeur' : name
    const values = Object.hasOwn(fields, own) ? fields[own] : undefined
    if (!values) fields[own] = [raw]
    else if (values.length < MOST_VALUES) values.push(raw)
  }
}

/** The value at `a.b.0.c` inside a JSON value; an empty path is the value itself, what is not there is undefined. */
export function valueAt(value: unknown, path: string): unknown {
  let current = value
  for (const step of path === '' ? [] : path.split('.')) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, step)) return undefined
    current = (current as Record<string, unknown>)[step]
  }
  return current
}

/** A scalar as text, or null: objects and lists are no key, no address. */
export function scalarText(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value.trim()
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : null
}
