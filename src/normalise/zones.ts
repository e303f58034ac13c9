import { fold, nearest } from '../common/text.ts'
import { officialGazetteer } from './gazetteer.ts'
import type { Found, Lexicon } from './lexicon.ts'

/** A longer piece is a sentence, that no place resembles. */
const LONGEST_SUGGESTED = 100

/** «Pays de Rennes, Vallons de Vilaine et Brocéliande», «Ille-et-Vilaine», «Saint-Malo Agglomération» → codes of the COG; words of the lexicon come first, names are those of the département. */
export function lookUpZone(phrase: string, lexicon: Lexicon, department: string): Found {
  const words = lexicon.entries.get('zones') ?? new Map<string, readonly string[]>()
  const gazetteer = officialGazetteer()
  const one = (text: string): readonly string[] | null => {
    const known = words.get(fold(text))
    if (known) return known
    if (/^(\d{2}|2[AB]|\d{3}|\d{5}|\d{9}|france)$/.test(text.trim())) return [text.trim()]
    const code = gazetteer.zone(text, department)
    return code === null ? null : [code]
  }
  const whole = one(phrase)
  if (whole) return { values: [...whole], unknown: [] }
  const found: Found = { values: [], unknown: [] }
  for (const piece of phrase
    .split(/[\n,;•|/()+]+|\set\s/i)
    .map(text => text.trim())
    .filter(text => fold(text) !== '')) {
    const values =
      one(piece) ?? one(piece.replace(/^(?:le |la |les |l['’]|du |de la |des |territoire de |communes? de )+/i, ''))
    if (values) found.values.push(...values)
    else
      found.unknown.push({
        words: piece,
        nearest:
          piece.length > LONGEST_SUGGESTED
            ? []
            : nearest(
                piece,
                gazetteer.placesIn(department).map(({ name }) => name),
              ),
      })
  }
  return { values: [...new Set(found.values)], unknown: found.unknown }
}
