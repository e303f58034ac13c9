/** Longest value shown, in characters. */
const SHOWN = 160

/** Null, an empty text or an empty list. */
export function isBlank(value: unknown): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

/** A field's value as people read it, on one line and not too long. */
export function sayValue(value: unknown): string {
  if (isBlank(value)) return '(vide)'
  if (typeof value === 'boolean') return value ? 'oui' : 'non'
  const text = Array.isArray(value) ? value.join(', ') : String(value)
  const flat = text.replace(/\s+/g, ' ')
  return `« ${flat.length > SHOWN ? `${flat.slice(0, SHOWN)}…` : flat} »`
}
