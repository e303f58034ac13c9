/** An amount met in a text. `from` and `to` are offsets; `signed` is false when no «€» follows. */
export interface AmountFound {
  value: number
  from: number
  to: number
  signed: boolean
}

const NUMBER = /(?<![\d,.])(\d{1,3}(?:[ .]\d{3})+|\d+)(,\d{2})?(?!\d)\s*(€|euros?\b|EUR\b)?/g
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

const UNITS = new Map(
  Object.entries({
    zero: 0,
    un: 1,
    une: 1,
    deux: 2,
    trois: 3,
    quatre: 4,
    cinq: 5,
    six: 6,
    sept: 7,
    huit: 8,
    neuf: 9,
    dix: 10,
    onze: 11,
    douze: 12,
    treize: 13,
    quatorze: 14,
    quinze: 15,
    seize: 16,
    vingt: 20,
    vingts: 20,
    trente: 30,
    quarante: 40,
    cinquante: 50,
    soixante: 60,
    septante: 70,
    huitante: 80,
    nonante: 90,
  }),
)

/** «six cent vingt-quatre mille six cent soixante-dix» → 624670. Null when a word is not a number. */
export function numberInLetters(words: string): number | null {
  const tokens = words
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .split(/[^a-z]+/)
    .filter(token => token !== '' && token !== 'et')
  if (tokens.length === 0) return null
  let total = 0
  let group = 0
  for (const token of tokens) {
    const unit = UNITS.get(token)
    if (unit !== undefined) group = token.startsWith('vingt') && group % 100 === 4 ? group - 4 + 80 : group + unit
    else if (token === 'cent' || token === 'cents') group = group === 0 ? 100 : group * 100
    else if (token === 'mille') {
      total += (group === 0 ? 1 : group) * 1000
      group = 0
    } else if (token === 'million' || token === 'millions') {
      total += (group === 0 ? 1 : group) * 1_000_000
      group = 0
    } else return null
  }
  return total + group
}
