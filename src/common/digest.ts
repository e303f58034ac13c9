import { hash } from 'node:crypto'

/** SHA-256, lower-case hexadecimal (64 characters). */
export function sha256(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex')
}

/** JSON with sorted keys and no `undefined`: equal values give equal text, whatever the order of their keys. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sortKeys(value))
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
