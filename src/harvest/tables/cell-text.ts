/** The words of a spreadsheet cell. Numbers are written without exponent nor thousands mark, so that a SIRET stored as a number keeps its digits. */
export function cellText(value: string | number | boolean | Date | null | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'oui' : 'non'
  if (value instanceof Date) return dateText(value)
  return Number.isInteger(value) ? BigInt(value).toString() : String(value)
}

/** Cells have no time zone: midnight is a day, anything else a day and an hour. */
function dateText(value: Date): string {
  if (Number.isNaN(value.getTime())) return ''
  const iso = value.toISOString()
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 16).replace('T', ' ')
}
