import { z } from 'zod'
import { parsePhoneNumberFromString } from '../../common/phone-number.ts'
import { remember } from '../../common/remember.ts'
import { squeeze } from '../../common/text.ts'
import { type Account, account, wordSet } from '../reading/account.ts'
import { tellLeft } from '../reading/left-words.ts'
import { noLonger } from '../reading/no-longer.ts'
import { plain } from '../reading/plain.ts'
import { orLinked } from './hrefs.ts'
import type { Note, Parsed, Transform } from './transform.ts'

const GAP = String.raw`[\s.\-–—_/·]*`
const POST = String.raw`(?:\s*(?:poste|ext\.?)\s*\d{1,5})?`
const END = String.raw`(?!\d)`

/** Ten national digits, in pairs or not («(02) 99…» too), an extension or not. */
const NATIONAL = new RegExp(String.raw`(?<![\p{L}\d+])\(?0${GAP}[1-9]\)?(?:${GAP}\d){8}${END}${POST}`, 'giu')
/** +33 has nine digits after it, neither more nor less; another country what its own numbers have. */
const FRENCH = new RegExp(
  String.raw`(?<![\d+])\(?(?:00\s?33|\+\s?33)\)?${GAP}0?(?:${GAP}[1-9])(?:${GAP}\d){8}${END}${POST}`,
  'giu',
)
const FOREIGN = new RegExp(String.raw`(?<![\d+])(?:00|\+)\s?(?!33)[1-9]\d{0,2}(?:[\s.\-]?\d){6,12}${END}`, 'gu')
/** A French number that a spreadsheet stripped of its 0, or of the + of its +33. */
const STRIPPED = new RegExp(
  String.raw`(?<![\p{L}\d.,/+-]|\d\s)(?:(?:33\s?)?[1-9]\d{8}|(?:33\s)?[1-9](?:[\s.]\d{2}){4}(?![\s.]\d))${END}`,
  'gu',
)
/** «02990000010699000002»: two or three numbers with nothing between, as a form without its line ends gives them. */
const GLUED = /(?<![\p{L}\d+])(?:0[1-9](?:[ .-]?\d{2}){4}){2,3}(?!\d)/gu
const NUMBER_OF_GLUED = /0[1-9](?:[ .-]?\d{2}){4}/g
const SHORTEST_GLUED = 20
/** «01/02/2026 - 03/04» has as many digits as a phone. */
const DATED = /^\d{2}[-/.]\d{2}[-/.]\d{4}(?!\d)/
const SHORT =
  /(?<![\d.,/])(?:3\d\s?\d{2}|1[0-1]\s?6?\s?\d{3}|11[2459]|1[578]|196|1[01]\d{2})(?![\d.,]*\d|\s?(?:€|%|h|euros?|jours?|ans?|km|personnes?|places?|heures?)(?!\p{L}))/gu
const KNOWN_SHORT = /^(?:3\d{3}|1[01]\d{2}|11[2459]|15|17|18|196|116\d{3})$/

const OWN = wordSet(
  `ou tél tel téléphone telephone téléphones phone mobile portable fixe numéro numero numéros num n vert accueil standard contact appel appeler appelez appelle composez composer joindre joignable
  secrétariat poste ligne gratuit appels directe direct téléphonique coordonnées prix local payant service tph t port bureau`,
)
const FAX = /(?:fax|telecopie\p{L}*|tlc|(?<=(?:^|[/|;,–-]|\d)\s*)f(?=\s?[.:]))[\s.:°()-]*$/u
/** «Tél/Fax :» is both. */
const PHONE_AND_FAX = /(?:tel\p{L}*|phone)[\s.]*(?:\/|-|–|et|&|\+|ou)\s*(?:fax|telecopie\p{L}*|tlc)[\s.:°()-]*$/u
/** «(fax)» after a number, unless it calls another. */
const FAX_AFTER = /^[\s,(:–-]*(?:fax|telecopie\p{L}*|tlc)(?!\p{L})(?![\s.:°()-]*[+\d])/u
const SMS = /(?:sms|textos?|whatsapp)[\s.:()-]*$/u
const CALLED =
  /(?:tel\p{L}*|appel\p{L}*|compos\p{L}*|numero|n°|num|joindre|phone|contact\p{L}*|vert|ligne|standard|urgence\p{L}*)[\s.:()]*(?:(?:au|le|du|est|a|l'|vert|gratuit)[\s:]*)*$/u
/** Numbers of something else: what follows these words is no phone. */
const OTHER =
  /(?:siret|siren|rna|ape|naf|finess|agrement|n° d\p{L}+|reference|ref|code|digicode|porte|interphone|batiment|bat|iban|tva|cs|bp|lot|dossier|depuis|capital)[\s.:°n-]*$/u

/** «01 23 45 67 89» and its like, left from a model. */
const EXAMPLES: ReadonlySet<string> = new Set(['+33123456789', '+33612345678', '+33234567890', '+33102030405'])

const EXPECTED = 'un numéro de téléphone français ou international valide'

interface Found {
  number: string
  rank: number
}

/**
 * Phones in a phrase («02 99 01 02 03 / 06 01 02 03 04 poste 12»), E.164, each once, in order, those for messages last; a fax is none, an extension is left
 * out and told. «39 49», «115» are phones where nothing else stands, or where a word calls them. A French number that a spreadsheet stripped of its 0 (9 digits)
 * is mended and told; so is «33 2 99…» without its +.
 */
export function parsePhones(words: string): Parsed<string> {
  const text = account(apart(squeeze(words).replace(/\(0\)/g, '')), OWN)
  const found: Found[] = []
  const notes: Note[] = []
  const extensions: string[] = []
  const faxes: string[] = []
  const gone: string[] = []
  const keep = (match: RegExpExecArray, number: string) => {
    text.take(match.index, match[0].length)
    const before = text.plain.slice(0, match.index)
    if (noLonger(before, text.plain.slice(match.index + match[0].length))) {
      gone.push(match[0])
      return
    }
    const both = PHONE_AND_FAX.exec(before)
    if (both) text.take(both.index, both[0].length)
    const label = both ? null : FAX.exec(before)
    const end = match.index + match[0].length
    const labelAfter = label ? null : FAX_AFTER.exec(text.plain.slice(end))
    if (label ?? labelAfter) {
      faxes.push(match[0])
      if (label) text.take(label.index, label[0].length)
      if (labelAfter) text.take(end, labelAfter[0].length)
      return
    }
    const sms = SMS.exec(before)
    if (sms) text.take(sms.index, sms[0].length)
    if (!found.some(one => one.number === number)) found.push({ number, rank: sms ? 1 : 0 })
  }
  for (const pattern of [FRENCH, NATIONAL, FOREIGN]) {
    for (const match of text.rest().matchAll(pattern)) {
      if (OTHER.test(text.plain.slice(0, match.index)) || DATED.test(match[0])) continue
      const [, base = match[0], extension] = /^(.*?)\s*(?:poste|ext\.?)\s*(\d{1,5})$/iu.exec(match[0]) ?? []
      const number = parsePhoneNumberFromString(base.replace(/[()]/g, '').replace(/[–—_·]/g, ' '), 'FR')
      if (!number?.isValid()) continue
      keep(match, number.number)
      if (extension) extensions.push(extension)
    }
  }
  const lost = new Set<string>()
  for (const match of text.rest().matchAll(STRIPPED)) {
    const number = parsePhoneNumberFromString(`0${match[0].replace(/[\s.]/g, '').slice(-9)}`, 'FR')
    const before = text.plain.slice(0, match.index)
    if (!number?.isValid() || OTHER.test(before) || (strange(before) && !CALLED.test(before))) continue
    keep(match, number.number)
    lost.add(/^33/.test(match[0]) && match[0].replace(/[\s.]/g, '').length > 9 ? '+' : '0')
  }
  readShort(text, keep)
  if (found.length === 0) {
    const instead = gone.length > 0 ? ', et pas un numéro qui ne sert plus' : faxes.length > 0 ? ', et pas un fax' : ''
    return { ok: false, expected: `${EXPECTED}${instead}` }
  }
  const [example] = found.filter(({ number }) => EXAMPLES.has(number))
  if (example) {
    notes.push({
      code: 'telephone-a-verifier',
      severity: 'avertissement',
      message: `${example.number} est le numéro que l’on donne en exemple. À vérifier.`,
    })
  }
  if (extensions.length > 0) {
    notes.push({
      code: 'poste-telephonique',
      severity: 'info',
      message: `Le poste ${extensions.join(', ')} n’a pas de place dans le numéro : il est laissé de côté.`,
    })
  }
  for (const sign of lost) {
    notes.push({
      code: 'telephone-sans-zero',
      severity: 'info',
      message: `Le ${sign} de tête, perdu par un tableur, a été remis au numéro de téléphone.`,
    })
  }
  const values = found.toSorted((a, b) => a.rank - b.rank).map(({ number }) => number)
  if (values.length > 1) {
    notes.push({
      code: 'telephone-a-verifier',
      severity: 'info',
      message: `Plusieurs numéros : ${values.join(', ')} ; une offre n’en publie qu’un, le premier.`,
    })
  }
  if (faxes.length > 0) {
    notes.push({ code: 'fax-laisse', severity: 'info', message: 'Un numéro de fax n’est pas repris.' })
  }
  // An e-mail beside has its own field.
  text.takeAll(/[\p{L}\d._%+-]{1,64}@[\p{L}\d.-]{1,200}/gu)
  notes.push(...tellLeft(text.left(), true))
  return { ok: true, values, ...(notes.length > 0 && { notes }) }
}

/** Glued numbers, a blank between; one that is no phone makes the whole something else. */
function apart(text: string): string {
  if (text.length < SHORTEST_GLUED) return text
  return text.replace(GLUED, (run, index: number) => {
    const numbers = run.match(NUMBER_OF_GLUED) ?? []
    const isPhones = numbers.every(number => parsePhoneNumberFromString(number, 'FR')?.isValid())
    return isPhones && !OTHER.test(plain(text.slice(0, index))) ? numbers.join(' ') : run
  })
}

/** «39 49», «115»: alone in the text but for words about phones, or called by one of them just before. */
function readShort(text: Account, keep: (match: RegExpExecArray, number: string) => void): void {
  for (const match of text.rest().matchAll(SHORT)) {
    const number = match[0].replace(/\s/g, '')
    if (!KNOWN_SHORT.test(number)) continue
    const before = text.plain.slice(0, match.index)
    if (OTHER.test(before)) continue
    if (
      CALLED.test(before) ||
      ((before.trim() === '' || (number.length > 2 && /^\s*(?:le|au)\s*$/.test(before))) && alone(text, match))
    )
      keep(match, number)
  }
}

/** Nothing but words about phones around: an address or a sentence is something else. */
function alone(text: Account, match: RegExpExecArray): boolean {
  const rest = account(
    `${text.plain.slice(0, match.index)} ${text.plain.slice(match.index + match[0].length)}`,
    OWN,
  ).left()
  return rest.length === 0
}

/** Words before a bare number that are not about phones. */
const strange = (before: string) => account(before, OWN).left().length > 0

const parsed = remember(parsePhones)

export const phones: Transform = {
  name: 'phones',
  purpose: 'numéros de téléphone d’une phrase, au format international',
  options: z.null(),
  apply: (words, _options, _context, html) => orLinked(parsed, words, html, /^tel:/i),
}
