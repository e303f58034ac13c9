/** The words of a spreadsheet cell. Numbers are written without exponent nor thousands mark, so that a SIRET stored as a number keeps its digits. */
export function cellText(value: string | number | boolean | Date | null | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value.startsWith('PT') ? clockOf(value) : value
  if (typeof value === 'boolean') return value ? 'oui' : 'non'
  if (value instanceof Date) return dateText(value)
  return Number.isInteger(value) ? BigInt(value).toString() : String(value)
}

/** Cells have no time zone: midnight is a day, anything else a day and an hour. */
function dateText(value: Date): string {
  if (Number.isNaN(value.getTime())) return ''
  const iso = value.toISOString()
  // Spreadsheets count from the end of 1899: that day is none, the hour is all that was typed.
  if (/^1899-12-3[01]T/.test(iso)) return iso.slice(11, 16)
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 16).replace('T', ' ')
}

/** OpenDocument writes an hour as a length, «PT09H30M00S»: «09:30». */
function clockOf(value: string): string {
  const [, hours, minutes] = /^PT(\d{1,2})H(\d{2})M\d{2}(?:[.,]\d+)?S$/.exec(value) ?? []
  return hours === undefined ? value : `${hours.padStart(2, '0')}:${minutes}`
}
