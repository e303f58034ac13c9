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
/** Between two places of an address. */
const SEVERAL = /[,;(\n]/
const CEDEX = /\bcedex\b/i
/** «Rennes Cedex 7 Accueil»: the gazetteer knows «Rennes» in it, and the last word is none of its name. */
const AFTER_CEDEX = /\bcedex\b.*\p{L}/iu
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
  const before = mended ? null : longestBefore(text, match.index, /^\s*\p{L}{2}/u.test(text.slice(end)), postalCode)
  return before && { ...before, postalCode, to: end, mended }
}

type Named = Pick<FoundCommune, 'commune' | 'from' | 'to' | 'cedex'>

/** The longest run of words after the code that names a commune of that code, or of its département. */
function longestAfter(text: string, end: number, postalCode: string): Named | null {
  const words = [...text.slice(end).matchAll(WORD)].slice(0, MOST_WORDS)
  const [first] = words
  if (!first || !/^[\s,–—:-]*$/.test(text.slice(end, end + first.index))) return null
  for (const last of words.toReversed()) {
    const to = end + last.index + last[0].length
    const name = text.slice(end + first.index, to)
    if (SEVERAL.test(name) || AFTER_CEDEX.test(name)) continue
    const commune = officialGazetteer().commune(name, postalCode)
    if (commune) return { commune, from: end, to, cedex: CEDEX.test(name) }
  }
  return null
}

/** «12 rue de Redon 35000»: the commune that a street leads to is not where it is. */
const A_STREET =
  /(?:rue|avenue|av\.?|route|rte|boulevard|bd|place|pl\.?|chemin|all[ée]e|quai|faubourg|impasse|square)\s+(?:de la |de |d['’]|du |des )?$/iu
/** «Rennes 35000», «Rennes (35000)»: the words before the code, when they name a commune that has it. `followed`: words come right after the code. */
function longestBefore(text: string, start: number, followed: boolean, postalCode: string): Named | null {
  const head = text.slice(0, start).replace(/[\s,(–—-]+$/, '')
  const words = [...head.matchAll(WORD)].slice(-MOST_WORDS)
  for (const { index: from } of words) {
    const name = head.slice(from)
    if (SEVERAL.test(name)) continue
    const commune = officialGazetteer().commune(name, postalCode)
    if (commune && !commune.postalCodes.includes(postalCode) && A_STREET.test(head.slice(0, from))) {
      const there = officialGazetteer().communesAt(postalCode)
      const [only] = there.length === 1 ? there : []
      return only && !followed ? { commune: only, from: start, to: start, cedex: false } : null
    }
    // Words after the code name the commune: one before it that has another code is the name of a street.
    if (commune && (commune.postalCodes.includes(postalCode) || (fold(name).length > 2 && !followed))) {
      return { commune, from, to: start, cedex: CEDEX.test(name) }
    }
  }
  return null
}
