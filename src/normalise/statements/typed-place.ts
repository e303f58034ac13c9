import { parseOpeningHours } from '../transforms/opening-hours.ts'
import { lookUpZone } from '../zones.ts'

const NO_LEXICON = { entries: new Map() }

/**
 * The zone that a person wrote in words («Rennes Métropole, Redon», «tout le département»), as codes of the COG.
 * @returns what is understood, and the words that are not, with the nearest names
 */
export function typedZone(words: string, department: string): ReturnType<typeof lookUpZone> {
  if (/^(?:sur )?(?:tout |toute )?(?:le |l['’]ensemble du )?d[ée]partement$/i.test(words.trim()))
    return { values: [department], unknown: [] }
  return lookUpZone(words, NO_LEXICON, department)
}

/** Opening hours that a person wrote, in OpenStreetMap's syntax; `expected` says in French what can be read instead. */
export function typedHours(words: string): { value: string } | { expected: string } {
  const read = parseOpeningHours(words)
  const [value] = read.ok ? read.values : []
  if (value !== undefined) return { value }
  return { expected: read.ok ? 'des jours et des heures' : read.expected }
}
