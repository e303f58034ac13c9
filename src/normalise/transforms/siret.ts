import { z } from 'zod'
import { squeeze } from '../../common/text.ts'
import type { Parsed, Transform } from './transform.ts'

const LA_POSTE = '356000000'

/**
 * A SIRET in a phrase: 14 digits with a right key (Luhn; La Poste's branches: the sum of digits is a multiple of 5), blanks allowed,
 * a spreadsheet's final «.0» dropped. A SIRET turned into `4,19542E+13` by a spreadsheet is lost and said so.
 */
export function parseSiret(text: string): Parsed<string> {
  const words = squeeze(text)
  if (/\d[.,]\d+E\+\d+/i.test(words)) {
    return {
      ok: false,
      expected: 'un SIRET de 14 chiffres (le tableur l’a arrondi : mettre la colonne au format texte)',
    }
  }
  for (const [match] of words.replace(/[.,]0+$/, '').matchAll(/(?<!\d)\d(?:[ .]?\d){13}(?!\d)/g)) {
    const digits = match.replace(/\D/g, '')
    if (isSiret(digits)) return { ok: true, values: [digits] }
  }
  return { ok: false, expected: 'un SIRET de 14 chiffres dont la clé est juste' }
}

function isSiret(digits: string): boolean {
  if (digits.startsWith(LA_POSTE) && [...digits].reduce((sum, digit) => sum + Number(digit), 0) % 5 === 0) return true
  const sum = [...digits].reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 0 ? 2 : 1)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return sum % 10 === 0
}

export const siret: Transform = {
  name: 'siret',
  purpose: 'SIRET de 14 chiffres, clé vérifiée',
  options: z.null(),
  apply: words => parseSiret(words),
}
