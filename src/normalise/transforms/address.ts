import { z } from 'zod'
import { remember } from '../../common/remember.ts'
import { squeeze } from '../../common/text.ts'
import { officialGazetteer } from '../gazetteer.ts'
import type { Note, Parsed, Transform } from './transform.ts'

/** A postal address in parts; `code_insee` is of today's COG. */
export interface PostalAddress {
  adresse: string | null
  complement_adresse: string | null
  code_postal: string | null
  commune: string | null
  code_insee: string | null
}

/** What comes before the street on French letters. */
const COMPLEMENT =
  /^(?:b[âa]t(?:iment|\.)?|escalier|[ée]tage|r[ée]sidence|immeuble|entr[ée]e|porte|\d+(?:er|e|[èe]me)\s+[ée]tage|zone\s|za\b|zi\b|centre\s|espace\s|maison\s|bp\s*\d|cs\s*\d)/i

/**
 * «33 rue des Landelles, 35510 Cesson-Sévigné» → street, postal code, commune and its code. CEDEX, BP and CS are understood, as is a postal code that a spreadsheet stripped of its 0; the official spelling
 * of the commune is kept. An address without postal code gives the commune when only one bears the name.
 */
export function parseAddress(text: string): Parsed<PostalAddress> {
  const words = squeeze(text.replace(/\n+/g, ', '))
  const expected = 'une adresse avec code postal et commune, par exemple 33 rue des Landelles, 35510 Cesson-Sévigné'
  const gazetteer = officialGazetteer()
  const found = [
    ...words.matchAll(
      /(?<!\d)(\d{4,5})\s?[,–-]?\s+([\p{L}][\p{L}\s’'-]{0,60}?(?:\s+cedex(?:\s+\d+)?)?)(?=\s*(?:[,;.(–]|$))/giu,
    ),
  ].at(-1)
  const notes: Note[] = []
  if (!found) {
    const last = words.split(',').at(-1)?.trim() ?? ''
    const commune = /\d{5}/.test(words) ? null : gazetteer.commune(last, null)
    if (!commune) return { ok: false, expected }
    const street = words.includes(',') ? words.slice(0, words.lastIndexOf(',')).trim() : ''
    const [only] = commune.postalCodes.length === 1 ? commune.postalCodes : []
    return {
      ok: true,
      values: [{ ...splitStreet(street), code_postal: only ?? null, commune: commune.name, code_insee: commune.code }],
    }
  }
  const [all, digits = '', written = ''] = found
  const postalCode = digits.padStart(5, '0')
  const cedex = /\scedex/i.test(written)
  const commune = gazetteer.commune(written, postalCode)
  if (digits.length === 4 && commune?.postalCodes.includes(postalCode)) {
    notes.push({
      code: 'code-postal-sans-zero',
      severity: 'info',
      message: `Le 0 de tête, perdu par un tableur, a été remis au code postal : ${postalCode}.`,
    })
  } else if (digits.length === 4) return { ok: false, expected }
  if (!commune) {
    const there = gazetteer.communesAt(postalCode).map(({ name }) => name)
    const hint = there.length > 0 && there.length <= 12 ? ` (au ${postalCode} : ${there.join(', ')})` : ''
    return { ok: false, expected: `une commune qui existe avec le code postal ${postalCode}${hint}` }
  }
  if (!cedex && !commune.postalCodes.includes(postalCode)) {
    notes.push({
      code: 'code-postal-a-verifier',
      severity: 'avertissement',
      message: `Le code postal ${postalCode} n’est pas celui de ${commune.name} (${commune.postalCodes.join(', ')}).`,
    })
  }
  const before = words.slice(0, found.index).replace(/[\s,;–-]+$/, '')
  const after = words.slice(found.index + all.length).replace(/^[\s,;.–()-]+|[\s)]+$/g, '')
  const street = before === '' ? after : before
  return {
    ok: true,
    values: [{ ...splitStreet(street), code_postal: postalCode, commune: commune.name, code_insee: commune.code }],
    ...(notes.length > 0 && { notes }),
  }
}

function splitStreet(text: string): { adresse: string | null; complement_adresse: string | null } {
  // «3, allée du Lavoir»: the number belongs to its street.
  const parts = text
    .replace(/(^|,\s*)(\d+(?:\s?(?:bis|ter|quater))?)\s*,\s*(?=\p{L})/giu, '$1$2 ')
    .split(/\s*,\s*/)
    .filter(part => part !== '')
  const street = parts.findIndex(
    part =>
      /^\d+|^(?:rue|avenue|place|boulevard|all[ée]e|chemin|quai|impasse|square|cours|route|lieu-dit)/i.test(part) &&
      !COMPLEMENT.test(part),
  )
  if (street < 0 || parts.length < 2) return { adresse: parts.join(', ') || null, complement_adresse: null }
  const rest = parts.filter((_, index) => index !== street)
  return { adresse: parts[street] ?? null, complement_adresse: rest.join(', ') || null }
}

const Options = z.enum(['adresse', 'complement_adresse', 'code_postal', 'commune', 'code_insee']).nullable()

const parsedOnce = remember(parseAddress)

/** `address` alone gives all the parts (for `lieu`); with an option, one of them. */
export const address: Transform<z.infer<typeof Options>> = {
  name: 'address',
  purpose: 'adresse postale en parties, avec la commune et son code INSEE',
  options: Options,
  apply(words, part) {
    const parsed = parsedOnce(words)
    if (!parsed.ok || part === null) return parsed
    const value = parsed.values[0]?.[part]
    return value ? { ok: true, values: [value] } : { ok: false, expected: `une adresse avec ${part}` }
  },
}
