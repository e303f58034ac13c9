import { cellText } from './cell-text.ts'

/** Digits, their marks and an exponent, nothing before the first that counts. */
const PLAIN = /^\s*[-+]?(?!0\d|0\s)[\d\s.,’']+(?:E[-+]?\d+)?\s*$/i

/**
 * What a person reads of a number: its own words where its format adds some («25 %», «20 €», «35 h», the zero before a phone or a postal code); otherwise all its
 * digits, whatever the format rounds or shortens.
 * @param shown as the workbook shows it
 */
export function shownNumber(value: number, shown: string): string {
  const words = shown.trim()
  return words === '' || words.includes('#') || PLAIN.test(words) ? cellText(value) : words
}

/** What a person reads of a date: its day and its hour, or the only word that its format leaves («lundi»). @param shown as the workbook shows it */
export function shownDate(value: Date, shown: string): string {
  return shown.trim() === '' || /[\d#]/.test(shown) ? cellText(value) : shown.trim()
}

/** Formats that show a number as it is, or shortened. */
const PLAIN_FORMAT = /^(?:general|@|[#,]*0?(?:\.[0#]+)?(?:E[-+]?0+)?)$/i
const LONG_WORD = { day: /^d{3,4}$/, month: /^m{3,4}$/ }
/** Numbers start counting here: one hour after it is 1/24. */
const FIRST_DAY = Date.UTC(1899, 11, 31)

/**
 * The words of an XLSX cell under its format, as Excel writes one («0%», «[h]:mm», «dddd»).
 * @param format writes a number under a format
 */
export function formattedCell(
  value: number | Date,
  code: string,
  format: (value: number, code: string) => string,
): string {
  if (typeof value === 'number')
    return PLAIN_FORMAT.test(code) ? cellText(value) : shownNumber(value, format(value, code))
  if (/\[h+\]/i.test(code) && value.getTime() >= FIRST_DAY) return lengthOf(value.getTime() - FIRST_DAY)
  const bare = code.replace(/\[[^\]]*\]|;.*$|\\/g, '').trim()
  if (LONG_WORD.day.test(bare))
    return new Intl.DateTimeFormat('fr-FR', { weekday: 'long', timeZone: 'UTC' }).format(value)
  if (LONG_WORD.month.test(bare))
    return new Intl.DateTimeFormat('fr-FR', { month: 'long', timeZone: 'UTC' }).format(value)
  return cellText(value)
}

/** «35:00» for thirty-five hours. @param length milliseconds */
function lengthOf(length: number): string {
  const minutes = Math.round(length / 60_000)
  return [Math.floor(minutes / 60), minutes % 60].map(part => String(part).padStart(2, '0')).join(':')
}

/** Excel names a currency by its sign and its country («[$€-40C]»): the sign is what it shows. */
export const plainCurrency = (code: string): string => code.replace(/\[\$([^\]-]*)(?:-[^\]]*)?\]/g, '"$1"')
