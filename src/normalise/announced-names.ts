import { fold } from '../common/text.ts'
import { officialGeography } from '../reference/official-geography.ts'
import { GIVEN_NAMES } from './given-names.ts'
import { ALSO_A_WORD } from './given-words.ts'
import { ENDING_OF_A_THING, NOT_A_NAME } from './not-a-name.ts'
import { SURNAMES } from './surnames.ts'

/** Who answers for an offer: after them stands a person. After «contact» it may be a way or a place. */
const PART = String.raw`référente?|conseill(?:ère|er)|animat(?:rice|eur)|format(?:rice|eur)|coord(?:i|on)nat(?:rice|eur)|direct(?:rice|eur)|éducat(?:rice|eur)|interlocut(?:rice|eur)|intervenante?|assistante?|responsable|accompagnat(?:rice|eur)|encadrante?|médiat(?:rice|eur)|correspondante?|secrétaire|présidente?|coach|psychologue|juriste|infirmi(?:ère|er)|chargée? d[e’'] ?\p{L}{2,20}`
/** «Contact :», «Votre référente en insertion :», «Personne à contacter –», then what is said, to the end of the phrase. */
const ANNOUNCED = new RegExp(
  String.raw`(?<![\p{L}\d])(?:(?<part>(?:${PART})s?)|contacts?|(?:personnes?|nom) (?:à contacter|ressource|référente|à joindre|du contact))(?<mid>(?: [\p{L}’'-]{2,25}){0,3}) ?(?<sign>:|\(|[=>|]| [–-] )\s*(?<said>\p{L}[\p{L}’' -]{1,60}?)(?=\s*(?:$|[,;.!)(/|\n\d+@:–]| - | (?:au|à|par|sur|tél|tel|mail)(?!\p{L})))`,
  'giu',
)
/** «contact julie martin», «auprès de julie martin»: no sign between. */
const BESIDE = new RegExp(
  String.raw`(?<![\p{L}\d])(?:${PART}|contact|auprès de|joindre) (?<said>\p{L}[\p{L}-]{1,25} \p{L}[\p{L}’'-]{2,25})(?=\s*(?:$|[,;.!)(/|\n\d+]| (?:au|par)(?!\p{L})))`,
  'giu',
)
/** What all of the above begin with. Most texts hold none, and this is found out at a tenth of the price: small letters and capitals of Unicode make an expression slow. */
const ANNOUNCER =
  /férent|conseill[eè]|animat[er]|format[er]|coord(?:i|on)nat|direct[er]|ducat[er]|interlocut|intervenant|assistant|responsable|accompagnat|encadrant|médiat[er]|correspondant|secrétaire|président|coach|psychologue|juriste|infirmi|charg[eé]|contact|personne|nom (?:à|r|du)|auprès d|joindre/i
const ARTICLES = new Set(['le', 'la', 'les', 'l', 'de', 'du', 'des', 'd'])

/** Whether a text names somebody right after words that announce a person: «contact : julie martin», «Contact : Pichon». Services, ways to reach them and communes are nobody. */
export function announcesSomebody(text: string): boolean {
  if (!ANNOUNCER.test(text)) return false
  for (const { groups } of text.matchAll(ANNOUNCED)) {
    const { part, mid = '', said = '' } = groups ?? {}
    // «Responsable du Pôle Claire : …»: a name of more than one word.
    if (!/\s\p{Lu}\p{Ll}/u.test(mid) && isSomebody(said, part !== undefined)) return true
  }
  for (const { groups } of text.matchAll(BESIDE)) {
    const { said = '' } = groups ?? {}
    const [given = '', surname = ''] = said.split(' ')
    if (isFullName(fold(given), fold(surname))) return true
  }
  return false
}

function isSomebody(said: string, afterPart: boolean): boolean {
  const written = said.trim().split(/\s+/)
  const words = written.map(fold)
  if (words.length > 3 || words.some(word => word.split(' ').some(one => NOT_A_NAME.has(one)))) return false
  const [first = '', second = ''] = words
  if (words.length > 1) {
    if (isGiven(first) && isFullName(first, second)) return true
    if (second.length === 1) return words.length === 2 && isBeforeInitial(written)
    const parts = words.flatMap(word => word.split(' '))
    if (SURNAMES.has(parts[0] ?? '') && parts.every(part => SURNAMES.has(part) || ARTICLES.has(part))) return true
    return (ARTICLES.has(first) || isGiven(second)) && SURNAMES.has(ARTICLES.has(first) ? second : first)
  }
  if (SURNAMES.has(first) || (isGiven(first) && !ALSO_A_WORD.has(first))) return true
  const [name = ''] = written
  if (!/^\p{Lu}/u.test(name) || name.length < 4 || ENDING_OF_A_THING.test(first) || isPlace(said)) return false
  // In capitals it is more often a group's, unless a part leads to it.
  return /\p{Ll}/u.test(name)
    ? /^\p{Lu}[\p{Ll}’'-]+(?:-\p{Lu}\p{Ll}+)?$/u.test(name)
    : afterPart && /[AEIOUY]/.test(name) && name.length > 4
}

/** «Durand P.», «DURAND P»; not «CCAS V.» nor «Rennes M.». */
const isBeforeInitial = ([name = '', initial = '']: readonly string[]) =>
  /^\p{Lu}$/u.test(initial) &&
  /^(?:\p{Lu}[\p{Ll}’'-]{2,}|(?=.*[AEIOUY])\p{Lu}[\p{Lu}’'-]{4,})$/u.test(name) &&
  !isPlace(name)
const isGiven = (word: string) => word.split(' ').some(part => GIVEN_NAMES.has(part))
/** «julie martin», «marine dupont»; not «marine nationale». */
const isFullName = (given: string, surname: string) =>
  isGiven(given) &&
  surname.length > 1 &&
  !NOT_A_NAME.has(surname) &&
  (!ALSO_A_WORD.has(given) || SURNAMES.has(surname) || ARTICLES.has(surname))
/** A commune of France, today's or one that merged. */
const isPlace = (said: string) => {
  const geography = officialGeography()
  return geography.communesNamed(said).length + geography.formerlyNamed(said).length > 0
}
