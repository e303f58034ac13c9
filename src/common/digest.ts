import { hash } from 'node:crypto'

/** SHA-256, lower-case hexadecimal (64 characters). */
export function sha256(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex')
}

/** JSON with sorted keys and no `undefined`: equal values give equal text, whatever the order of their keys. */
export function canonicalJson(value: unknown): string {
  if (value === null) return 'null'
  if (typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(each => canonicalJson(each) ?? 'null').join(',')}]`
  if (value instanceof Date) return JSON.stringify(value)
  const order = inOrder(Object.keys(value))
  if (order === null) return JSON.stringify(sortKeys(value))
  let text = ''
  for (const { key, written } of order) {
    const inner = canonicalJson((value as Record<string, unknown>)[key])
    if (inner !== undefined) text += (text === '' ? '{' : ',') + written + inner
  }
  return text === '' ? '{}' : `${text}}`
}

/** Keys in order, each with how JSON begins with it. */
type KeyOrder = readonly { key: string; written: string }[]

/** The last order of so many keys: records of one kind come one after the other. */
const orders = new Map<number, { given: readonly string[]; order: KeyOrder }>()
const MOST_KEYS = 100

/** Null: an object would put some elsewhere than where it was added (whole numbers) or nowhere. */
function inOrder(given: readonly string[]): KeyOrder | null {
  const last = orders.get(given.length)
  if (last !== undefined && isSame(given, last.given)) return last.order
  if (given.some(key => /^\d|^__proto__$/.test(key))) return null
  const order = given.toSorted().map(key => ({ key, written: `${JSON.stringify(key)}:` }))
  if (given.length <= MOST_KEYS) orders.set(given.length, { given, order })
  return order
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  for (let at = 0; at < some.length; at += 1) if (some[at] !== others[at]) return false
  return true
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (value === null || typeof value !== 'object') return value
  if (value instanceof Date) return value.toISOString()
  const sorted: Record<string, unknown> = {}
  for (const key of Object.keys(value).sort()) {
    const inner = (value as Record<string, unknown>)[key]
    if (inner !== undefined) sorted[key] = sortKeys(inner)
  }
  return sorted
}

/** Fingerprint of any JSON-like value. */
export function fingerprint(value: unknown): string {
  return sha256(canonicalJson(value))
}
