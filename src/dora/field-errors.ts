/**
 * DORA's body of a refusal → one French sentence per field.
 * `{"name":[{message,code}]}`, `{"publics":{"0":[…]}}`, `{"nonFieldErrors":[…]}`, `{"detail":{message,code}}` are all read.
 */
export function readFieldErrors(body: unknown): {
  fields: Record<string, string>
  detail: string | null
  code: string | null
} {
  const fields: Record<string, string> = {}
  if (!isRecord(body)) return { fields, detail: null, code: null }
  const whole = isRecord(body.detail) ? body.detail : null
  const detail = whole && typeof whole.message === 'string' ? whole.message : null
  const code = whole && typeof whole.code === 'string' ? whole.code : null
  for (const [key, value] of Object.entries(body)) {
    if (key === 'detail') continue
    const messages = collect(value, null)
    if (messages.length > 0) fields[key] = messages.join(' ')
  }
  return { fields, detail, code }
}

/** Codes that DORA gave, by field, e.g. `{ siret: ['unique'] }`. */
export function readFieldCodes(body: unknown): Record<string, string[]> {
  const codes: Record<string, string[]> = {}
  if (!isRecord(body)) return codes
  for (const [key, value] of Object.entries(body)) {
    if (!Array.isArray(value)) continue
    codes[key] = value.flatMap(item => (isRecord(item) && typeof item.code === 'string' ? item.code : []))
  }
  return codes
}

function collect(value: unknown, index: number | null): string[] {
  if (Array.isArray(value)) return value.flatMap(item => collect(item, index))
  if (typeof value === 'string') return [withIndex(value, index)]
  if (!isRecord(value)) return []
  if (typeof value.message === 'string') return [withIndex(value.message, index)]
  return Object.entries(value).flatMap(([key, inner]) => collect(inner, /^\d+$/.test(key) ? Number(key) : index))
}

function withIndex(message: string, index: number | null): string {
  return index === null ? message : `${index === 0 ? '1ʳᵉ' : `${index + 1}ᵉ`} valeur : ${message}`
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
