import { numberInLetters, TEN_WORDS, UNIT_WORDS } from '../../common/number-in-letters.ts'
import type { Account } from '../reading/account.ts'
import type { Note } from '../transforms/transform.ts'

/** The words of a range of which the most is kept. */
export interface Ranges {
  hours?: string
  weeks?: string
}

/** «deux», «trente-deux», «vingt et une»; never the last word of a longer number. */
const LETTERS = String.raw`(?<![\p{L}-])(?:(?:${TEN_WORDS})(?:[- ](?:et[- ])?(?:${UNIT_WORDS}))?|${UNIT_WORDS})`
export const N = String.raw`((?<![\d.,])(?:\d{1,3}(?: \d{3}){1,2}|\d{1,6}(?:[.,]\d{1,2})?)|${LETTERS})`
export const END = String.raw`(?![\p{L}\d])`
export const MINUTES = '(?:minutes?|mn|min)'
export const HOURS = String.raw`${N}\s*h(?:eures?|\.(?=\s?\/))?(?:\s?(\d{2})(?:\s?${MINUTES})?)?${END}`
export const A_WEEK = String.raw`(?:(?:de |d')\p{L}+\s*)?(?:(?:par|\/|a la|chaque|de la|toutes les)\s*sem(?:aines?)?|(?:\/\s*)?hebdo(?:madaires?)?|(?<=h )semaine(?! ?\d))${END}\.?`
export const UP_TO = String.raw`(?:${N}\s*(?:h(?:eures?)?\s*)?(?:a|ou|-|–|→|(?<=entre .{1,20})et)\s*)?`
/** The same without the hours of the lower: «20 à 26 h», never «9h-12h». */
export const RANGE_OF_NUMBERS = UP_TO.replace(String.raw`(?:h(?:eures?)?\s*)?`, '')
/** Of a range the first is the lower: «2027 - 35 h» is none. */
export const isRange = (low: string | undefined, high: string | undefined) =>
  low !== undefined && number(low) < number(high)
/** As it was written, accents and capitals back. */
export const said = (text: Account, match: RegExpExecArray) =>
  text.text.slice(match.index, match.index + match[0].length)

export const range = (words: string, what: string): Note => ({
  code: 'heures-progressives',
  severity: 'avertissement',
  message: `« ${words} » est une fourchette : ${what} est gardé. À vérifier.`,
})

export const several = (kept: string, other: string): Note => ({
  code: 'duree-a-verifier',
  severity: 'avertissement',
  message: `Plusieurs durées : « ${kept.trim()} » est gardé, pas « ${other.trim()} ».`,
})

export function number(text: string | undefined): number {
  const words = text ?? ''
  return numberInLetters(words) ?? Number(words.replaceAll(' ', '').replace(',', '.'))
}

export const minutes = (text: string | undefined) => (text === undefined ? 0 : Number(text) / 60)
export const round = (hours: number) => Math.round(hours * 10) / 10
