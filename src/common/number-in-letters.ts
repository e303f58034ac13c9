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

/** Numbers of one word up to sixteen, then tens: alternatives of an expression, without accents. */
export const UNIT_WORDS = 'un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize'
export const TEN_WORDS = 'quatre[- ]vingts?|vingt|trente|quarante|cinquante|soixante'

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
