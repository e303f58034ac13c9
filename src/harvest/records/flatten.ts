import { rawValue } from '../clean/raw-value.ts'
import type { Origin, RawValue } from '../connector.ts'
import type { Cut } from '../cut-offer.ts'
import { noFields } from '../no-fields.ts'
import { ranked, within } from '../place-words.ts'
import { hoursLine } from './hours-line.ts'

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
  /** Told of what is left out because there is too much of it; perhaps more than once of one field. */
  cut?: (cut: Cut) => void
}

/**
 * Any JSON object as raw fields: nested names joined by dots (`lieu.commune`), every element of a list as one more value of the same name.
 * Each value keeps its place. Null, empty and missing are the same: no value.
 */
export function flattenJson(value: unknown, options: FlattenOptions): Record<string, RawValue[]> {
  const fields = noFields()
  visit(value, { name: '', place: options.place, depth: 0 })
  return fields

  function visit(current: unknown, at: At): void {
    if (current === null || current === undefined) return
    if (at.depth > DEEPEST) {
      if (holdsWords(current)) options.cut?.({ field: at.name, of: 'niveaux', most: DEEPEST })
      return
    }
    if (Array.isArray(current)) {
      for (const [rank, inner] of current.entries()) visit(inner, elementOf(at, rank, inner))
      return
    }
    if (typeof current === 'object') visitObject(current as Record<string, unknown>, at)
    else add(String(current), at, typeof current !== 'number')
  }

  function visitObject(current: Record<string, unknown>, at: At): void {
    const { name, place, depth } = at
    const hours = name === '' ? null : hoursLine(current)
    if (hours !== null) add(hours.line, at)
    if (hours?.whole) return
    for (const [key, inner] of Object.entries(current)) {
      if (options.drop?.has(key)) continue
      visit(inner, { ...at, name: name === '' ? key : `${name}.${key}`, place: within(place, key), depth: depth + 1 })
    }
  }

  /** @param words hundreds of numbers are a shape on a map: nobody misses those that are left out */
  function add(text: string, { name, place, element }: At, words = true): void {
    const origin: Origin = { document: options.document, address: options.address, where: place || 'la donnée entière' }
    const raw = rawValue(text, origin)
    if (!raw) return
    const own = name === '' ? 'valeur' : name
    const value = element === undefined ? raw : { ...raw, element }
    const values = Object.hasOwn(fields, own) ? fields[own] : undefined
    if (!values) fields[own] = [value]
    else if (values.length < MOST_VALUES) values.push(value)
    else if (words) options.cut?.({ field: own, of: 'valeurs', most: MOST_VALUES })
  }
}

/** Whether anything is said in a value, however deep; numbers alone are a shape on a map. */
function holdsWords(value: unknown): boolean {
  const stack: unknown[] = [value]
  while (stack.length > 0) {
    const next = stack.pop()
    if (next === null || next === undefined || next === '') continue
    if (typeof next === 'number') continue
    if (typeof next !== 'object') return true
    for (const inner of Object.values(next)) stack.push(inner)
  }
  return false
}

/** Where a visit stands: the name and the place so far, and the element of a list of objects that it is in. */
interface At {
  name: string
  place: string
  depth: number
  element?: string
}

/** Of lists in lists, the outermost tells its elements apart. */
function elementOf(at: At, rank: number, inner: unknown): At {
  const next = { ...at, place: ranked(at.place, rank + 1), depth: at.depth + 1 }
  const isObject = typeof inner === 'object' && inner !== null && !Array.isArray(inner)
  return isObject && at.name !== '' && at.element === undefined ? { ...next, element: `${at.name} ${rank}` } : next
}

/** The value at `a.b.0.c` inside a JSON value, a name that holds dots included (`@odata.nextLink`); an empty path is the value itself, what is not there is undefined. */
export function valueAt(value: unknown, path: string): unknown {
  let current = value
  const steps = path === '' ? [] : path.split('.')
  for (const [at, step] of steps.entries()) {
    if (typeof current !== 'object' || current === null) return undefined
    const held: Record<string, unknown> = current as Record<string, unknown>
    if (!Object.hasOwn(held, step)) {
      const rest = steps.slice(at).join('.')
      return Object.hasOwn(held, rest) ? held[rest] : undefined
    }
    current = held[step]
  }
  return current
}

/** A scalar as text, or null: objects and lists are no key, no address. */
export function scalarText(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value.trim()
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : null
}
