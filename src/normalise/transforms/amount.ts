import { z } from 'zod'
import { fold, squeeze } from '../../common/text.ts'
import type { Parsed, Transform } from './transform.ts'

const AMOUNT = /(?<![\d.,])(\d{1,3}(?:[ .]\d{3}){1,3}|\d{1,9})(?:,(\d{1,2}))?\s?(?:€|euros?\b|EUR\b|¢|k€)/gi

/** Amounts in euros of a phrase: «12 000 €», «1.000,50 euros», OCR's «15 000¢». In order, each once. */
export function parseAmounts(text: string): Parsed<number> {
  const values = [...squeeze(text).matchAll(AMOUNT)].map(([all, whole = '', cents]) => {
    const euros = Number(whole.replace(/[ .]/g, '')) + (cents ? Number(cents.padEnd(2, '0')) / 100 : 0)
    return /k€$/i.test(all) ? euros * 1000 : euros
  })
  if (values.length === 0) return { ok: false, expected: 'un montant en euros, par exemple 12 000 €' }
  return { ok: true, values: [...new Set(values)] }
}

export const amount: Transform = {
  name: 'amount',
  purpose: 'montants en euros d’une phrase',
  options: z.null(),
  apply: words => parseAmounts(words),
}

/** Whether a phrase says that the offer is free or charged: «gratuit», «sans frais», «pris en charge à 100 %», «0 €»; «20 €», «payant», «adhésion». */
export function parseFees(text: string): Parsed<'gratuit' | 'payant'> {
  const words = fold(text)
  if (
    /\b(gratuit\w*|sans frais|aucun (frais|cout)|non payant|pris en charge integralement|prise en charge totale|sans contrepartie financiere)\b/.test(
      words,
    )
  ) {
    return { ok: true, values: ['gratuit'] }
  }
  const amounts = parseAmounts(text)
  if (amounts.ok && amounts.values.every(value => value === 0)) return { ok: true, values: ['gratuit'] }
  if (amounts.ok || /\b(payante?s?|tarifs?|adhesion|cotisation|participation financiere|a la charge)\b/.test(words)) {
    return { ok: true, values: ['payant'] }
  }
  return { ok: false, expected: 'une indication de prix, par exemple gratuit ou 20 €' }
}

export const fees: Transform = {
  name: 'fees',
  purpose: 'gratuit ou payant, d’après ce que dit la phrase',
  options: z.null(),
  apply: words => parseFees(words),
}
