import { fold } from '../common/text.ts'
import { officialGazetteer } from './gazetteer.ts'
import { GIVEN_NAMES } from './given-names.ts'
import { SURNAMES } from './surnames.ts'

/** «Contact : Rheu», «contact : Guerche, 02 99…». */
const CONTACT = /(?<=(?<!\p{L})contacts?\s?:\s*)(\p{L}[\p{L}’'-]{2,30})(?=\s*(?:$|[,;.()/|+\d]|[–-]\s))/iu

/**
 * A sentence whose contact is a commune of the département, called by a part of its name, with its whole name: «Contact : Le Rheu».
 * Null: there is none, or people bear that name.
 */
export function withContactPlace(sentence: string, department: string): string | null {
  const [, said = ''] = CONTACT.exec(sentence) ?? []
  const word = fold(said)
  if (word === '' || SURNAMES.has(word) || GIVEN_NAMES.has(word)) return null
  const code = officialGazetteer().zone(said, department)
  const place = officialGazetteer()
    .placesIn(department)
    .find(one => one.code === code)
  return place ? sentence.replace(CONTACT, place.name) : null
}
