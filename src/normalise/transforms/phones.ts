import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { z } from 'zod'
import { remember } from '../../common/remember.ts'
import { squeeze } from '../../common/text.ts'
import type { Parsed, Transform } from './transform.ts'

/** Ten national digits (with an extension or not), an international form, a short number (3949), nine digits of a spreadsheet. */
const CANDIDATE =
  /(?:\b00\s?33|\+\s?\d{1,3})(?:[\s.\-/]*\d){6,12}(?:\s*(?:poste|ext\.?)\s*\d{1,5})?|\b0(?:[\s.\-/]*\d){9}(?!\d)(?:\s*(?:poste|ext\.?)\s*\d{1,5})?|\b3\d{3}\b|\b[1-9]\d{8}\b/gi

/**
 * Phones in a phrase («02 99 01 02 03 / 06 01 02 03 04 poste 12»), E.164, each once, in order; the extension is left out and told.
 * A French number that a spreadsheet stripped of its 0 (9 digits) is mended and told.
 */
export function parsePhones(text: string): Parsed<string> {
  const words = squeeze(text).replace(/\(0\)/g, '')
  const found: string[] = []
  const extensions: string[] = []
  let mended = false
  for (const [piece] of words.matchAll(CANDIDATE)) {
    const [, base = piece, extension] = /^(.*?)\s*(?:poste|ext\.?)\s*(\d{1,5})$/i.exec(piece) ?? []
    const digits = base.replace(/\D/g, '')
    if (/^3\d{3}$/.test(digits)) {
      if (!found.includes(digits)) found.push(digits)
      continue
    }
    const national = digits.length === 9 && !base.startsWith('+') && !base.startsWith('0')
    const number = parsePhoneNumberFromString(national ? `0${digits}` : base, 'FR')
    if (!number?.isValid()) continue
    if (national) mended = true
    if (!found.includes(number.number)) found.push(number.number)
    if (extension) extensions.push(extension)
  }
  if (found.length === 0) return { ok: false, expected: 'un numéro de téléphone français ou international valide' }
  const notes = []
  if (extensions.length > 0) {
    notes.push({
      code: 'poste-telephonique',
      severity: 'info' as const,
      message: `Le poste ${extensions.join(', ')} n’a pas de place dans le numéro : il est laissé de côté.`,
    })
  }
  if (mended) {
    notes.push({
      code: 'telephone-sans-zero',
      severity: 'info' as const,
      message: 'Le 0 de tête, perdu par un tableur, a été remis au numéro de téléphone.',
    })
  }
  return { ok: true, values: found, ...(notes.length > 0 && { notes }) }
}

const parsed = remember(parsePhones)

export const phones: Transform = {
  name: 'phones',
  purpose: 'numéros de téléphone d’une phrase, au format international',
  options: z.null(),
  apply: words => parsed(words),
}
