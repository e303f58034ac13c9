import { z } from 'zod'
import { numberInLetters } from '../../common/number-in-letters.ts'
import { squeeze } from '../../common/text.ts'
import { type Account, account, wordSet } from '../reading/account.ts'
import { kindOf, tellLeft } from '../reading/left-words.ts'
import type { Note, Parsed, Transform } from './transform.ts'

const DIGITS = String.raw`\d{1,3}(?:[ ]\d{3})+(?:,\d+)?(?!\d)|\d+(?:[.,]\d+)?`
const NUMBER = new RegExp(`-?(?:${DIGITS})`)
/** «12 à 15», «12-15», «entre 12 et 15», «12 ou 15»: the value is one of two. */
const RANGE = new RegExp(String.raw`^\s*(?:à|a|-|–|—|ou|/|et(?=\s*\d+\s*(?:$|\p{L}{3})))\s*(${DIGITS})`, 'iu')
const SECOND = new RegExp(String.raw`et\s*(${DIGITS})`, 'i')
/** «1O», «l2»: a letter that was read for a digit. «1e3», «2,99E+08»: a spreadsheet rounded it. */
const SLIPPED = /(?<![\p{L}\d])[OoIl](?=\d)|\d[OoIl](?![\p{L}\d'’])/u
const ROUNDED = /\d[eE][+-]?\d/
/** «12 et plus», «12+»: a least, and no count. */
const AT_LEAST = /^\s*(?:\+(?!\s*\d)|(?:et|ou) plus(?!\p{L}))/iu
/** Not how many: «12 ans», «12 €», «12 %», «12 min», «8 ETP», «12 janvier». */
const MEASURED =
  /^\s*(?:(?:ans?|euros?|mn|min|minutes?|km|kg|etp|m²|jours?|semaines?|mois|janv(?:ier)?|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre)(?!\p{L})|€|%)/iu

/** Ages and lengths beside a count are no second count: «14 adultes à partir de 18 ans». */
const AGES =
  /(?:(?:a partir|des?|de|entre|ages? de|plus de|moins de)\s+)*\d+(?:\s*(?:a|et|-)\s*\d+)?\s*ans(?: et plus)?/gu
/** What is counted, just after the number. */
const COUNTED = /^\s*[\p{L}'-]+/u
const OWN = wordSet(
  'nombre places place capacité effectif groupe personnes personne participants total maximum max disponibles environ session sessions cohorte promotion',
)

/**
 * The first number of a phrase, French or English decimals: «14 adultes» → 14, «-1,6743» → -1.6743, «1 350 allocataires» → 1350.
 * Of a range («12 à 15 places») the first is kept, and told; so are «non», «sans» or «plus de» before it, «et plus» or «ans» after it, a second number and
 * strange words. What a spreadsheet rounded («1E+3»), or where a letter stands for a digit («1O»), is refused.
 */
export function parseNumber(words: string): Parsed<number> {
  const text = account(squeeze(words), OWN)
  const match = NUMBER.exec(text.text)
  if (!match) return inLetters(text)
  if (ROUNDED.test(text.text)) return { ok: false, expected: 'un nombre en entier (le tableur l’a arrondi)' }
  if (SLIPPED.test(text.text)) return { ok: false, expected: 'un nombre dont chaque signe est un chiffre' }
  const each = PER_GROUP.exec(text.plain)
  if (each) return perGroup(text, each)
  const value = Number(match[0].replaceAll(' ', '').replace(',', '.'))
  text.take(match.index, match[0].length)
  const end = match.index + match[0].length
  const after = text.text.slice(end)
  const before = text.text.slice(0, match.index)
  const between = /entre\s*$/i.exec(before)
  const range = RANGE.exec(after) ?? (between ? SECOND.exec(after) : null)
  if (range && between) text.take(between.index, between[0].length)
  if (range) text.take(end, range.index + range[0].length)
  const turned =
    /(?:non|pas|sans|aucun\p{L}*|hors|sauf|plus (?:de|que)|reste(?:nt)?(?: que)?|\+ de|moins de|environ|jusqu['’]à|maximum|minimum|au moins|[<>≤≥+±])\s*$/iu.exec(
      before,
    )
  if (turned) text.take(turned.index, turned[0].length)
  const from = end + (range ? range.index + range[0].length : 0)
  const beyond = AT_LEAST.exec(text.text.slice(from)) ?? MEASURED.exec(text.text.slice(from))
  if (beyond) text.take(from, beyond[0].length)
  const counted = COUNTED.exec(text.plain.slice(from))
  if (counted && kindOf(counted[0]) === 'unknown') text.take(from, counted[0].length)
  text.takeAll(AGES)
  const left = text.left()
  const other = left.find(one => /\d/.test(one.words))
  const doubt = range
    ? `fourchette : ${match[0]} est gardé, pas ${range[1]}`
    : turned
      ? `« ${before.trim().slice(-40)} » devant le nombre n’est pas gardé`
      : beyond
        ? `« ${beyond[0].trim()} » après le nombre n’est pas gardé`
        : other
          ? `plusieurs nombres : ${match[0]} est gardé, pas « ${other.words.slice(0, 40)} »`
          : null
  const notes: Note[] =
    doubt === null
      ? []
      : [{ code: 'nombre-a-verifier', severity: 'avertissement', message: `« ${text.text.slice(0, 80)} » : ${doubt}.` }]
  notes.push(
    ...tellLeft(
      left.filter(one => one !== other),
      true,
    ),
  )
  return { ok: true, values: [value], ...(notes.length > 0 && { notes }) }
}

/** «2 groupes de 12», «3 sessions de 8 à 10 places»: what one of them holds. */
const PER_GROUP = /^\s*(\d{1,3})\s*(?:groupes?|sessions?|promotions?|promos?|cohortes?|ateliers?)\s+de\s+(?=\d)/u

function perGroup(text: Account, found: RegExpExecArray): Parsed<number> {
  const one = parseNumber(text.text.slice(found[0].length))
  if (!one.ok) return one
  const note: Note = {
    code: 'nombre-a-verifier',
    severity: 'avertissement',
    message: `« ${text.text.slice(0, 80)} » : ${String(one.values[0])} pour un seul est gardé, pas le total.`,
  }
  return { ...one, notes: [note, ...(one.notes ?? [])] }
}

/** «douze places»: a number in letters, alone or before what is counted; «un» is an article. */
function inLetters(text: Account): Parsed<number> {
  const [, first = '', second] = /^\s*(\p{L}+(?:-\p{L}+)*)(?:\s+(\p{L}+))?\s*$/u.exec(text.plain) ?? []
  const value = first === 'un' || first === 'une' ? null : numberInLetters(first)
  const counted = second === undefined || OWN.has(second)
  return value === null || !counted ? { ok: false, expected: 'un nombre' } : { ok: true, values: [value] }
}

export const number: Transform = {
  name: 'number',
  purpose: 'premier nombre d’une phrase',
  options: z.null(),
  apply: words => parseNumber(words),
}
