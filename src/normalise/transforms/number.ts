import { z } from 'zod'
import { squeeze } from '../../common/text.ts'
import type { Parsed, Transform } from './transform.ts'

/** The first number of a phrase, French or English decimals: «14 adultes» → 14, «-1,6743» → -1.6743, «1 350 allocataires» → 1350. */
export function parseNumber(text: string): Parsed<number> {
  const [match] = /-?\d{1,3}(?:[ ]\d{3})+(?:,\d+)?|-?\d+(?:[.,]\d+)?/.exec(squeeze(text)) ?? []
  if (match === undefined) return { ok: false, expected: 'un nombre' }
  return { ok: true, values: [Number(match.replaceAll(' ', '').replace(',', '.'))] }
}

export const number: Transform = {
  name: 'number',
  purpose: 'premier nombre d’une phrase',
  options: z.null(),
  apply: words => parseNumber(words),
}
