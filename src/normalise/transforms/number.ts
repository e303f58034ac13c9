import { z } from 'zod'
import { squeeze } from '../../common/text.ts'
import type { Note, Parsed, Transform } from './transform.ts'

const NUMBER = /-?\d{1,3}(?:[ ]\d{3})+(?:,\d+)?(?!\d)|-?\d+(?:[.,]\d+)?/
/** «12 à 15», «12-15», «entre 12 et 15», «12 ou 15»: the value is one of two. */
const RANGE = /^\s*(?:à|a|-|–|—|ou|\/|et(?=\s*\d+\s*(?:$|\p{L}{3})))\s*(\d+(?:[.,]\d+)?)/iu

/**
 * The first number of a phrase, French or English decimals: «14 adultes» → 14, «-1,6743» → -1.6743, «1 350 allocataires» → 1350.
 * Of a range («12 à 15 places») the first is kept, and told; so is «non», «sans» or «plus de» before it.
 */
export function parseNumber(text: string): Parsed<number> {
  const words = squeeze(text)
  const match = NUMBER.exec(words)
  if (!match) return { ok: false, expected: 'un nombre' }
  const value = Number(match[0].replaceAll(' ', '').replace(',', '.'))
  const after = words.slice(match.index + match[0].length)
  const before = words.slice(0, match.index)
  const range = RANGE.exec(after) ?? (/entre\s*$/i.test(before) ? /et\s*(\d+)/i.exec(after) : null)
  const doubt = range
    ? `fourchette : ${match[0]} est gardé, pas ${range[1]}`
    : /(?:non|pas|sans|aucun\p{L}*|hors|sauf|plus de|moins de|environ|jusqu['’]à|maximum|minimum|au moins)\s*$/iu.test(
          before,
        )
      ? `« ${before.trim().slice(-40)} » devant le nombre n’est pas gardé`
      : null
  const notes: Note[] =
    doubt === null
      ? []
      : [{ code: 'nombre-a-verifier', severity: 'avertissement', message: `« ${words.slice(0, 80)} » : ${doubt}.` }]
  return { ok: true, values: [value], ...(notes.length > 0 && { notes }) }
}

export const number: Transform = {
  name: 'number',
  purpose: 'premier nombre d’une phrase',
  options: z.null(),
  apply: words => parseNumber(words),
}
