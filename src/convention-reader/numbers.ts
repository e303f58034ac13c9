/** An amount met in a text. `from` and `to` are offsets; `signed` is false when no «€» follows. */
export interface AmountFound {
  value: number
  from: number
  to: number
  signed: boolean
}

/** «1,2 M€», «12 k€», «1,5 million d’euros»: at most three decimals, after a comma or a point. */
const SCALED =
  /(?<![\d,.])(\d+)(?:[.,](\d{1,3}))?\s*(?:([kK]|M)\s?(?:€|euros?(?!\p{L})|EUR(?!\p{L}))|(milliers?|millions?)\s+d(?:’|e\s+)\s?(?:€|euros?(?!\p{L})))/gu
const NUMBER = /(?<![\d,.])(\d{1,3}(?:[ .]\d{3})+|\d+)(,\d{1,2})?(?!\d)\s*(€|euros?\b|EUR\b)?/g
/** What may follow an amount whose «€» was lost. */
const WITHOUT_SIGN = /^\s*(?:[:,;]?\s*(?:au titre|vers[ée]|dans le cadre|dont\b|pour\b)|\)|$)/i

/**
 * Amounts in whole or decimal euros, thousands and millions made euros. A number without «€» counts only from 1 000 up, and when words of a budget follow it.
 */
export function findAmounts(text: string): AmountFound[] {
  const found = scaledAmounts(text)
  for (const match of text.matchAll(NUMBER)) {
    const value = Number((match[1] ?? '').replace(/[ .]/g, '') + (match[2] ?? '').replace(',', '.'))
    const to = match.index + match[0].trimEnd().length
    if (found.some(amount => match.index < amount.to && to > amount.from)) continue
    const signed = match[3] !== undefined
    if (!signed && !(value >= 1000 && !isYear(match[1] ?? '') && WITHOUT_SIGN.test(text.slice(to)))) continue
    found.push({ value, from: match.index, to, signed })
  }
  return found.sort((a, b) => a.from - b.from)
}

function scaledAmounts(text: string): AmountFound[] {
  return [...text.matchAll(SCALED)].map(match => {
    const thousands = match[3]?.toLowerCase() === 'k' || match[4]?.startsWith('millier')
    const value = Number(`${match[1]}.${match[2] ?? '0'}`) * (thousands ? 1000 : 1_000_000)
    const to = match.index + match[0].length
    // To the cent: 1.255 million is not held exactly.
    return { value: Math.round(value * 100) / 100, from: match.index, to, signed: true }
  })
}

const isYear = (digits: string) => /^(19|20)\d{2}$/.test(digits)
