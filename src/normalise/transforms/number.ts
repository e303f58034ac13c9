import { z } from 'zod'
import { squeeze } from '../../common/text.ts'
import { account, wordSet } from '../reading/account.ts'
import { kindOf, tellLeft } from '../reading/left-words.ts'
import type { Note, Parsed, Transform } from './transform.ts'

const NUMBER = /-?\d{1,3}(?:[ ]\d{3})+(?:,\d+)?(?!\d)|-?\d+(?:[.,]\d+)?/
/** «12 à 15», «12-15», «entre 12 et 15», «12 ou 15»: the value is one of two. */
const RANGE = /^\s*(?:à|a|-|–|—|ou|\/|et(?=\s*\d+\s*(?:$|\p{L}{3})))\s*(\d+(?:[.,]\d+)?)/iu

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
 * Of a range («12 à 15 places») the first is kept, and told; so are «non», «sans» or «plus de» before it, a second number and strange words.
 */
export function parseNumber(words: string): Parsed<number> {
  const text = account(squeeze(words), OWN)
  const match = NUMBER.exec(text.text)
  if (!match) return { ok: false, expected: 'un nombre' }
  const value = Number(match[0].replaceAll(' ', '').replace(',', '.'))
  text.take(match.index, match[0].length)
  const end = match.index + match[0].length
  const after = text.text.slice(end)
  const before = text.text.slice(0, match.index)
  const range = RANGE.exec(after) ?? (/entre\s*$/i.test(before) ? /et\s*(\d+)/i.exec(after) : null)
  if (range) text.take(end, range.index + range[0].length)
  const turned =
    /(?:non|pas|sans|aucun\p{L}*|hors|sauf|plus de|moins de|environ|jusqu['’]à|maximum|minimum|au moins)\s*$/iu.exec(
      before,
    )
  if (turned) text.take(turned.index, turned[0].length)
  const from = end + (range ? range.index + range[0].length : 0)
  const counted = COUNTED.exec(text.plain.slice(from))
  if (counted && kindOf(counted[0]) === 'unknown') text.take(from, counted[0].length)
  text.takeAll(AGES)
  const left = text.left()
  const other = left.find(one => /\d/.test(one.words))
  const doubt = range
    ? `fourchette : ${match[0]} est gardé, pas ${range[1]}`
    : turned
      ? `« ${before.trim().slice(-40)} » devant le nombre n’est pas gardé`
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

export const number: Transform = {
  name: 'number',
  purpose: 'premier nombre d’une phrase',
  options: z.null(),
  apply: words => parseNumber(words),
}
