const NBSP = '\u00A0'
const PARIS = 'Europe/Paris'

/** «24 novembre 2026», in Europe/Paris. Accepts an instant or a day `YYYY-MM-DD`. */
export function frenchDate(date: Date | string): string {
  const instant = typeof date === 'string' ? new Date(date.length === 10 ? `${date}T12:00:00Z` : date) : date
  const parts = new Intl.DateTimeFormat('fr-FR', { timeZone: PARIS, day: 'numeric', month: 'long', year: 'numeric' })
    .formatToParts(instant)
    .reduce<Record<string, string>>((all, part) => Object.assign(all, { [part.type]: part.value }), {})
  const day = parts.day === '1' ? '1er' : parts.day
  return `${day}${NBSP}${parts.month} ${parts.year}`
}

/** «14 h 30», in Europe/Paris. */
export function frenchTime(date: Date): string {
  const [hours = '', minutes = ''] = new Intl.DateTimeFormat('fr-FR', {
    timeZone: PARIS,
    hour: 'numeric',
    minute: '2-digit',
  })
    .format(date)
    .split(':')
  return `${Number(hours)}${NBSP}h${NBSP}${minutes}`
}

/** «24 novembre 2026 à 14 h 30». */
export function frenchDateTime(date: Date | string): string {
  const instant = typeof date === 'string' ? new Date(date) : date
  return `${frenchDate(instant)} à ${frenchTime(instant)}`
}

/** «12 345,6»: narrow groups become no-break spaces, at most `digits` decimals (default 1). */
export function frenchNumber(value: number, digits = 1): string {
  return new Intl.NumberFormat('fr-FR', { maximumFractionDigits: digits })
    .format(value)
    .replace(/[\u202F\u00A0 ]/g, NBSP)
}

/** «624 670 €», whole euros unless there are cents. */
export function frenchEuros(euros: number): string {
  return `${frenchNumber(euros, 2)}${NBSP}€`
}

/** «83 %» from a share in [0, 1]. */
export function frenchPercent(share: number, digits = 0): string {
  return `${frenchNumber(share * 100, digits)}${NBSP}%`
}

/** «1 offre», «2 offres», «0 offre»: French keeps the singular below two. */
export function frenchCount(n: number, one: string, many = `${one}s`): string {
  return `${frenchNumber(n, 0)}${NBSP}${Math.abs(n) < 2 ? one : many}`
}
