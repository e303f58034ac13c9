import { z } from 'zod'
import { numberInLetters, TEN_WORDS, UNIT_WORDS } from '../../common/number-in-letters.ts'
import { type Account, account, wordSet } from '../reading/account.ts'
import { tellLeft } from '../reading/left-words.ts'
import type { Parsed, Transform } from './transform.ts'

const NUMBER = String.raw`(\d{1,3}(?:[ .]\d{3}){1,3}|\d{1,9})(?:[,.](\d{1,2})(?!\d))?`
const AMOUNT = new RegExp(
  String.raw`(?<![\d.,])${NUMBER}\s?(k€|€|euros?(?!\p{L})|eur(?!\p{L})|¢)|(?:€|eur(?:os?)?)\s?${NUMBER}(?![\d])`,
  'giu',
)

const UNIT = `zero|${UNIT_WORDS}|vingts|${TEN_WORDS}|cents?|mille`
const IN_LETTERS = new RegExp(
  String.raw`(?<![\p{L}-])((?:${UNIT})(?:[- ](?:et[- ])?(?:${UNIT})){0,6}) euros?(?!\p{L})`,
  'gu',
)

const OWN = wordSet(
  `montant montants total totaux coût couts cout coûts prix tarif tarifs budget subvention subventions soit ttc ht net nets brut mois an ans année jour jours heure heures séance séances
  personne personnes participant participants somme financement financements forfait`,
)

/** Amounts in euros of a text, marked as understood, in order: «12 000 €», «1.000,50 euros», «€ 15», OCR's «15 000¢»; then those in letters, «vingt-cinq euros». */
export function findAmounts(text: Account): number[] {
  const digits = text.takeAll(AMOUNT).map(([, whole, cents, unit, wholeAfter, centsAfter]) => {
    const euros =
      Number((whole ?? wholeAfter ?? '').replace(/[ .]/g, '')) +
      Number((cents ?? centsAfter ?? '0').padEnd(2, '0')) / 100
    return unit === 'k€' ? euros * 1000 : euros
  })
  if (!text.plain.includes('euro')) return digits
  const letters = text.takeAll(IN_LETTERS).map(([, written = '']) => numberInLetters(written) ?? 0)
  return [...digits, ...letters]
}

/** Amounts in euros of a phrase, in order, each once. */
export function parseAmounts(words: string): Parsed<number> {
  const text = account(words, OWN)
  const values = findAmounts(text)
  if (values.length === 0) return { ok: false, expected: 'un montant en euros, par exemple 12 000 €' }
  const notes = tellLeft(text.left(), true)
  return { ok: true, values: [...new Set(values)], ...(notes.length > 0 && { notes }) }
}

export const amount: Transform = {
  name: 'amount',
  purpose: 'montants en euros d’une phrase',
  options: z.null(),
  apply: words => parseAmounts(words),
}
