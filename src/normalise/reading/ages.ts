import { numberInLetters, TEN_WORDS, UNIT_WORDS } from '../../common/number-in-letters.ts'
import { plain } from './plain.ts'

/** An age that a phrase asks for. */
export interface Age {
  /** Position in the text. */
  index: number
  length: number
  /** Years, both included; null: no bound on that side. */
  min: number | null
  max: number | null
  /** The same, folded, as a lexicon may write it. */
  keys: string[]
}

const N = String.raw`(\d{1,2}|(?:${TEN_WORDS})(?:[- ](?:et[- ])?(?:${UNIT_WORDS}))?|dix[- ](?:sept|huit|neuf)|${UNIT_WORDS})`
const ALONE = String.raw`(?<![a-z\d+-]|\d[.,/])`
/** «20 ans d’expérience», «2 ans de chômage» are no ages. */
const NO_AGE_AFTER = String.raw`(?!\s(?:d'|de |dans (?:le|la|un|une|l')? ?)(?:experience|anciennete|chomage|carriere|pratique|inscription|presence|sejour|cotisation|residence|metier|vie|recul|formation|travail|contrat|service|rsa|activite|inactivite|recherche))`
const YEARS = String.raw`\s?ans?(?![a-z\d])(?:\s\(?(?:revolus?|inclus|compris)\)?)?${NO_AGE_AFTER}`
const NO_AGE_BEFORE =
  /(?:depuis|pendant|durant|il y a|bac \+?|d'ici)\s?(?:environ |plus d'|plus de |moins de |au moins )?$/
/** «Personnes âgées de plus de 18 ans» are not the aged. */
const AGED = /(?<![a-z])age(?:e?s?) (?:de |d')?$/
const OF = `(?:(?:l'|d'|de )?ages?e?s? )?(?:de |entre |d')?`

const PATTERNS: readonly { pattern: RegExp; read: (low: number, high: number) => Pick<Age, 'min' | 'max' | 'keys'> }[] =
  [
    {
      // «16-25 ans», «de 18 ans à 25 ans», «entre 18 et 30 ans», «16/29 ans»; «18 et 25 ans» are two ages.
      pattern: new RegExp(
        String.raw`${ALONE}(?:${OF}${N}(?:\s?ans?)?\s?(?:-|–|—|/|a|jusqu'a)\s?(?:de )?|entre (?:l'age de )?${N}(?:\s?ans?)? et )${N}${YEARS}`,
        'g',
      ),
      read: between,
    },
    {
      // «jeunes (16-25)», «âge : 16-25», where nothing else can be meant.
      pattern:
        /(?<=(?:(?<![a-z])(?:jeunes?|ages?e?s?)(?: de)?\s?[:(]?\s?|^\s*\(?))()(\d{2})\s?(?:-|–|—|\/| a )\s?(\d{2})(?=\s*(?:$|[),.;\n]| et | ou ))/g,
      read: between,
    },
    {
      pattern: new RegExp(
        String.raw`${ALONE}(?:(?:a partir (?:de |d')|des |plus (?:de |d')|au moins |minimum |au[- ]dela de )(?:l'age de )?|[+>≥]\s?(?:de )?)()()${N}${YEARS}`,
        'g',
      ),
      read: (_, high) => atLeast(high),
    },
    {
      pattern: new RegExp(
        String.raw`${ALONE}${OF}()()${N}${YEARS}\s?(?:et|ou)\s?(?:plus|\+|au[- ]dela|davantage)(?![a-z\d])|${ALONE}${OF}()()${N}${YEARS},?\s(?:\(?(?:minimum|mini|min\.?|au moins|au minimum)\)?)(?![a-z])|${ALONE}()()${N}\s?ans\srevolus?(?![a-z])|${ALONE}()()${N}\s?(?:ans\s?)?\+(?!\s?\d)`,
        'g',
      ),
      read: (_, high) => atLeast(high),
    },
    {
      pattern: new RegExp(
        String.raw`${ALONE}(?:moins (?:de |d')|<\s?|(?<!\d\s{0,2})-\s?(?:de )?)()()${N}${YEARS}`,
        'g',
      ),
      read: (_, high) => ({ min: null, max: high - 1, keys: [`moins de ${high} ans`] }),
    },
    {
      pattern: new RegExp(
        String.raw`${ALONE}(?:jusqu'(?:a |aux )|au plus |maximum |≤\s?)(?:l'age de )?()()${N}${YEARS}|${ALONE}${OF}()()${N}${YEARS},?\s\(?(?:maximum|maxi|max\.?|au plus|au maximum|et moins)\)?(?![a-z])`,
        'g',
      ),
      read: (_, high) => ({ min: null, max: high, keys: [`jusqu a ${high} ans`] }),
    },
    {
      // One age alone asks for a word that says whose.
      pattern: new RegExp(
        `${ALONE}(?:ages?e?s? de |(?:personnes?|femmes?|hommes?|enfants?|adultes?|publics?) de |(?:avoir|ayant) |(?:les|aux) )()()${N}${YEARS}`,
        'g',
      ),
      read: (_, high) => ({ min: high, max: high, keys: [`${high} ans`] }),
    },
  ]

function between(low: number, high: number): Pick<Age, 'min' | 'max' | 'keys'> {
  return { min: low, max: high, keys: [`${low} ${high} ans`, `${low} a ${high} ans`] }
}

function atLeast(years: number): Pick<Age, 'min' | 'max' | 'keys'> {
  return { min: years, max: null, keys: [`plus de ${years} ans`, `${years} ans et plus`, `a partir de ${years} ans`] }
}

/** Ages that a phrase asks for, in order: «16/29 ans», «dès 16 ans», «+ de 50 ans», «moins de 26 ans», «18 ans révolus». Not «20 ans d’expérience». */
export function agesIn(text: string): Age[] {
  const bare = plain(text)
  if (!/ans?(?![a-z])|\d\s?\+|\d{2}\s?(?:[-–—/]|a)\s?\d{2}/.test(bare)) return []
  const found: Age[] = []
  for (const { pattern, read } of PATTERNS) {
    for (const match of bare.matchAll(pattern)) {
      const to = match.index + match[0].length
      const from = AGED.exec(bare.slice(0, match.index))?.index ?? match.index
      if (found.some(other => from < other.index + other.length && other.index < to)) continue
      if (NO_AGE_BEFORE.test(bare.slice(0, from))) continue
      const [low, high] = yearsOf(match)
      if (high === undefined || (low !== undefined && low >= high)) continue
      found.push({ index: from, length: to - from, ...read(low ?? high, high) })
    }
  }
  return found.sort((a, b) => a.index - b.index)
}

/** The numbers of a match, in order. */
function yearsOf(match: RegExpMatchArray): [low: number | undefined, high: number | undefined] {
  const numbers = match.slice(1).filter(words => words !== undefined && words !== '')
  const years = numbers.map(words => (/^\d/.test(words ?? '') ? Number(words) : numberInLetters(words ?? '')))
  if (years.some(each => each === null)) return [undefined, undefined]
  const [first, second] = years as number[]
  return second === undefined ? [undefined, first] : [first, second]
}

/** Nobody under these years is young, or old, in the référentiel's «adolescents, jeunes adultes» and «personnes âgées, retraités». */
const YOUNG = { from: 11, reaches: 15, to: 30 }
const OLD = 50

/** The public of the référentiel that an age is, when all of it is: 16-25 ans are young people; 18-64 ans, «dès 16 ans», 3-6 ans are none. */
export function publicOfAge({ min, max }: Age): string[] {
  if (min !== null && min >= OLD) return ['seniors']
  if (min !== null && min === max) return []
  if (max !== null && max <= YOUNG.to && max >= YOUNG.reaches && (min ?? YOUNG.from) >= YOUNG.from) return ['jeunes']
  return []
}
