import { fold } from '../../common/text.ts'
import type { Commune } from '../../reference/geography.ts'
import { officialGazetteer } from '../gazetteer.ts'

/** A commune found in an address, and the span of text that names it, postal code counted. */
export interface FoundCommune {
  commune: Commune
  postalCode: string | null
  /** The commune is named, and not only its postal code given. */
  from: number
  to: number
  cedex: boolean
  /** The postal code lost its 0 in a spreadsheet. */
  mended: boolean
}

const MOST_WORDS = 7
const WORD = /[\p{L}\p{M}\d]+(?:['’.-]+[\p{L}\p{M}\d]+)*\.?/gu
const CODE = /(?<![\d,.-])(?:(\d{5})|(\d{2}) (\d{3})|(\d{4}))(?![\d])/gu

/** Every place of a text where a postal code and a commune stand together, in order; «35 000 Rennes», «Rennes 35000», «35600 REDON CEDEX» are understood. */
export function findCommunes(text: string): FoundCommune[] {
  const found: FoundCommune[] = []
  for (const match of text.matchAll(CODE)) {
    const one = at(text, match)
    if (one && !found.some(other => one.from < other.to && other.from < one.to)) found.push(one)
  }
  return found
}

function at(text: string, match: RegExpExecArray): FoundCommune | null {
  const gazetteer = officialGazetteer()
  const [all, five, two, three, four] = match
  const postalCode = five ?? (two ? `${two}${three}` : (four ?? '').padStart(5, '0'))
  const end = match.index + all.length
  // «1945», «12 000»: digits that no post office has, and no CEDEX either, are something else.
  const known = gazetteer.communesAt(postalCode).length > 0
  if (!known && five === undefined) return null
  const mended = four !== undefined
  const after = longestAfter(text, end, postalCode)
  if (after && (!mended || after.commune.postalCodes.includes(postalCode))) {
    return { ...after, postalCode, from: match.index, mended }
  }
  const before = mended ? null : longestBefore(text, match.index, postalCode)
  return before && { ...before, postalCode, to: end, mended }
}

type Named = Pick<FoundCommune, 'commune' | 'from' | 'to' | 'cedex'>

/** The longest run of words after the code that names a commune of that code, or of its département. */
function longestAfter(text: string, end: number, postalCode: string): Named | null {
  const words = [...text.slice(end).matchAll(WORD)].slice(0, MOST_WORDS)
  const [first] = words
  if (!first || !/^[\s,–—:-]*$/.test(text.slice(end, end + first.index))) return null
  for (let count = words.length; count > 0; count -= 1) {
    const last = words[count - 1]
    if (!last) continue
    const to = end + last.index + last[0].length
    const name = text.slice(end + first.index, to)
    if (/[;(\n]|,/.test(name)) continue
    const commune = officialGazetteer().commune(withoutCedex(name), postalCode)
    if (commune) {
      const cedex = /^\s+cedex(?:\s+\d{1,2})?(?![\p{L}\d])/iu.exec(text.slice(to))
      return { commune, from: end, to: to + (cedex?.[0].length ?? 0), cedex: cedex !== null || /\bcedex\b/i.test(name) }
    }
  }
  return null
}

/** «Rennes 35000», «Rennes (35000)»: the words before the code, when they name a commune that has it. */
function longestBefore(text: string, start: number, postalCode: string): Named | null {
  const head = text.slice(0, start).replace(/[\s,(–—-]+$/, '')
  const words = [...head.matchAll(WORD)].slice(-MOST_WORDS)
  const named = /^\s*\d{0,5}\s*\p{L}{2}/u.test(text.slice(start))
  for (let index = 0; index < words.length; index += 1) {
    const from = words[index]?.index ?? 0
    const name = head.slice(from)
    if (/[,;(\n]/.test(name)) continue
    const commune = officialGazetteer().commune(withoutCedex(name), postalCode)
    // Words after the code name the commune: one before it that has another code is the name of a street.
    if (commune && (commune.postalCodes.includes(postalCode) || (fold(name).length > 2 && !named))) {
      return { commune, from, to: start, cedex: /cedex/i.test(name) }
    }
  }
  return null
}

const withoutCedex = (name: string) => name.replace(/\s+cedex(?:\s+\d+)?$/i, '').replace(/\.$/, '')

/** Without a postal code, the last piece of an address that is a commune's name: «4 rue du 8 mai 1945, Rennes», «12 rue des Lilas, Rennes (35)». */
export function lastCommune(text: string): FoundCommune | null {
  const department = /\(?(?<!\d)(\d{2}|2[AB])\)?\s*$/i.exec(text)
  const code = department?.[1]
  const head = (department ? text.slice(0, department.index) : text).replace(/[\s,(–—-]+$/, '')
  const start =
    Math.max(head.lastIndexOf(','), head.lastIndexOf('\n'), head.lastIndexOf(' - '), head.lastIndexOf(' – ')) + 1
  const words = [...head.slice(start).matchAll(WORD)]
  const [first] = words
  if (!first) return null
  const found = officialGazetteer().commune(head.slice(start).replace(/^[\s–-]+/, ''), null, code)
  if (found && (code === undefined || found.department === code)) {
    return { commune: found, postalCode: null, from: start + first.index, to: text.length, cedex: false, mended: false }
  }
  return null
}
