import { z } from 'zod'
import { squeeze } from '../../common/text.ts'
import { noLonger } from '../reading/no-longer.ts'
import { plain } from '../reading/plain.ts'
import type { Parsed, Transform } from './transform.ts'

const LA_POSTE = '356000000'

/**
 * A SIRET in a phrase: 14 digits with a right key (Luhn; La Poste's branches: the sum of digits is a multiple of 5), blanks and
 * dashes allowed, a spreadsheet's final «.0» dropped; of several the first is kept, and told; one that is said to be the former is none. A SIRET turned into `4,19542E+13` by a spreadsheet is lost and said so.
 */
export function parseSiret(text: string): Parsed<string> {
  const words = squeeze(text)
  if (/\d[.,]\d+E\+\d+/i.test(words)) {
    return {
      ok: false,
      expected: 'un SIRET de 14 chiffres (le tableur l’a arrondi : mettre la colonne au format texte)',
    }
  }
  const whole = words.replace(/[.,]0+$/, '')
  const bare = plain(whole)
  const found = new Set<string>()
  let gone = false
  for (const { 0: match, index } of whole.matchAll(/(?<!\d)\d(?:[ .-]?\d){13}(?!\d)/g)) {
    const digits = match.replace(/\D/g, '')
    if (!isSiret(digits)) continue
    if (noLonger(bare.slice(0, index), bare.slice(index + match.length))) gone = true
    else found.add(digits)
  }
  const [first, second] = found
  if (first === undefined) {
    return {
      ok: false,
      expected: `un SIRET de 14 chiffres dont la clé est juste${gone ? ', et pas un ancien' : ''}`,
    }
  }
  if (second === undefined) return { ok: true, values: [first] }
  return {
    ok: true,
    values: [first],
    notes: [
      {
        code: 'siret-a-verifier',
        severity: 'avertissement',
        message: `Plusieurs SIRET : ${[...found].join(', ')} ; le premier est gardé.`,
      },
    ],
  }
}

/** Zeros have a right key, and are nobody's. */
function isSiret(digits: string): boolean {
  if (digits.startsWith('000000000')) return false
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
