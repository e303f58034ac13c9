/** An amount met in a text. `from` and `to` are offsets; `signed` is false when no «€» follows. */
export interface AmountFound {
  value: number
  from: number
  to: number
  signed: boolean
}

const NUMBER = /(?<![\d,.])(\d{1,3}(?:[ .]\d{3})+|\d+)(,\d{1,2})?(?!\d)\s*(€|euros?\b|EUR\b)?/g
/** What may follow an amount whose «€» was lost. */
const WITHOUT_SIGN = /^\s*(?:[:,;]?\s*(?:au titre|vers[ée]|dans le cadre|dont\b|pour\b)|\)|$)/i

/**
 * Amounts in whole or decimal euros. A number without «€» counts only from 1 000 up, and when words of a budget follow it.
 */
export function findAmounts(text: string): AmountFound[] {
  const found: AmountFound[] = []
  for (const match of text.matchAll(NUMBER)) {
    const value = Number((match[1] ?? '').replace(/[ .]/g, '') + (match[2] ?? '').replace(',', '.'))
    const to = match.index + match[0].trimEnd().length
    const signed = match[3] !== undefined
    if (!signed && !(value >= 1000 && !isYear(match[1] ?? '') && WITHOUT_SIGN.test(text.slice(to)))) continue
    found.push({ value, from: match.index, to, signed })
  }
  return found
}

const isYear = (digits: string) => /^(19|20)\d{2}$/.test(digits)
