const PARIS = 'Europe/Paris'
// Made once, at the first use: making one takes longer than a thousand uses, and a command that writes no date does without.
const DAY = once({ day: 'numeric', month: 'long', year: 'numeric' })
const SHORT_DAY = once({ day: 'numeric', month: 'short', year: 'numeric' })
const TIME = once({ hour: 'numeric', minute: '2-digit' })

function once(parts: Intl.DateTimeFormatOptions): () => Intl.DateTimeFormat {
  let format: Intl.DateTimeFormat | undefined
  return () => {
    format ??= new Intl.DateTimeFormat('fr-FR', { timeZone: PARIS, ...parts })
    return format
  }
}

/** «24 novembre 2026», in Europe/Paris. Accepts an instant or a day `YYYY-MM-DD`. */
export function frenchDate(date: Date | string): string {
  return dayIn(DAY(), date)
}

/** «24 nov. 2026», for tables. */
export function shortFrenchDate(date: Date | string): string {
  return dayIn(SHORT_DAY(), date)
}

function dayIn(format: Intl.DateTimeFormat, date: Date | string): string {
  const instant = typeof date === 'string' ? new Date(date.length === 10 ? `${date}T12:00:00Z` : date) : date
  const parts = format
    .formatToParts(instant)
    .reduce<Record<string, string>>((all, part) => Object.assign(all, { [part.type]: part.value }), {})
  const day = parts.day === '1' ? '1er' : parts.day
  return `${day} ${parts.month} ${parts.year}`
}

/** «14 h 30», in Europe/Paris. */
export function frenchTime(date: Date): string {
  const [hours = '', minutes = ''] = TIME().format(date).split(':')
  return `${Number(hours)} h ${minutes}`
}

/** «24 novembre 2026 à 14 h 30». */
export function frenchDateTime(date: Date | string): string {
  const instant = typeof date === 'string' ? new Date(date) : date
  return `${frenchDate(instant)} à ${frenchTime(instant)}`
}

/** «12 345,6»: groups apart by a plain space, at most `digits` decimals (default 1). */
export function frenchNumber(value: number, digits = 1): string {
  const size = Math.abs(value)
  if (!(size < MANY))
    return new Intl.NumberFormat('fr-FR', { maximumFractionDigits: digits }).format(value).replace(/\s/g, ' ')
  // As `Intl` rounds, without opening it, which takes as long as a short command: half up, from the number as it is written.
  const parts = String(size < LITTLE ? 0 : Math.round(Number(`${size}e${digits}`))).padStart(digits + 1, '0')
  const whole = parts.slice(0, parts.length - digits).replace(/\B(?=(?:\d{3})+$)/g, ' ')
  const decimals = parts.slice(parts.length - digits).replace(/0+$/, '')
  return `${value < 0 ? '-' : ''}${whole}${decimals === '' ? '' : `,${decimals}`}`
}

/** From here on, and up to here, a number is written with an exponent. */
const MANY = 1e15
const LITTLE = 1e-6

/** «624 670 €», «89 500,50 €»: whole euros unless there are cents, which are two digits. */
export function frenchEuros(euros: number): string {
  const shown = frenchNumber(euros, 2)
  return `${/,\d$/.test(shown) ? `${shown}0` : shown} €`
}

/** «83 %» from a share in [0, 1]. */
export function frenchPercent(share: number, digits = 0): string {
  return `${frenchNumber(share * 100, digits)} %`
}

/** «1 offre», «2 offres», «0 offre»: French keeps the singular below two. @param digits most decimals, for what is not whole */
export function frenchCount(n: number, one: string, many = `${one}s`, digits = 0): string {
  return `${frenchNumber(n, digits)} ${Math.abs(n) < 2 ? one : many}`
}

/** Names that stand together: «A, B et C», and «A, à Rennes ; B ; C, à Vitré» when one of them holds a comma of its own. */
export function frenchNames(names: readonly string[]): string {
  return names.some(name => name.includes(', ')) ? names.join(' ; ') : frenchList(names)
}

/** «A, B et C». */
export function frenchList(words: readonly string[]): string {
  together ??= new Intl.ListFormat('fr-FR', { type: 'conjunction' })
  return together.format(words)
}

let together: Intl.ListFormat | undefined
