import { load } from '../common/markup.ts'
import { type Rejection, rejectionAt } from '../common/rejection.ts'
import { fold } from '../common/text.ts'
import type { StandingOffer } from '../harvest/connector.ts'
import { recordKeys } from '../harvest/offer-key.ts'
import type { LessonReading } from './read-lesson.ts'

/** An offer that was known and was not read, though its name still stands where offers are read. */
export interface StillThere {
  key: string
  rejection: Rejection
}

/** Characters of an element that may be a name and no more. */
const LONGEST_NAME = 200

/**
 * Of the offers that stand, those that are not read any more and whose name is still printed by itself on the pages they are read from: folded into a box,
 * under a smaller title, beside fewer facts. They are not gone. Pure.
 */
export function stillThere(
  standing: readonly StandingOffer[],
  { offers, notOffers, listing, kind }: Pick<LessonReading, 'offers' | 'notOffers' | 'listing' | 'kind'>,
  address: string,
): StillThere[] {
  const read = new Set(offers.map(({ read: { key } }) => key))
  const named = new Set(offers.map(({ unit }) => fold(unit.title)))
  const gone = standing.filter(({ key, name }) => !isRead(key, read) && fold(name) !== '' && !named.has(fold(name)))
  if (gone.length === 0) return []
  const printed = new Set(listing.flatMap(text => namesIn(text, kind)))
  return gone
    .filter(({ name }) => printed.has(fold(name)))
    .map(({ key, name }) => {
      const why = notOffers.find(({ words }) => fold(words) === fold(name))?.because
      const said = why === undefined ? '' : ` (${why})`
      const message = `« ${name} » est encore sur la page, mais n’y est plus lu comme une offre${said} : rien n’est retiré d’après cette lecture. À revoir en rouvrant la source.`
      const told = { key, field: 'nom', received: name, expected: 'une offre que l’on peut lire', message }
      return { key, rejection: rejectionAt('offre-non-lue', address, { ...told, whose: 'gestionnaire' }) }
    })
}

/** Keys of the offers among whose words stands the name of an offer that is not read any more: nobody knows which words are whose. */
export function mixedWith(
  missing: readonly StillThere[],
  offers: LessonReading['offers'],
): ReadonlyMap<string, string> {
  const names = new Set(missing.map(({ rejection: { received } }) => fold(received ?? '')))
  return new Map(
    offers.flatMap(({ unit: { lines }, read: { key } }) => {
      const line = lines.find(({ text }) => names.has(fold(text)))
      return line === undefined ? [] : [[key, line.text]]
    }),
  )
}

const isRead = (key: string, read: ReadonlySet<string>): boolean => recordKeys(key).some(record => read.has(record))

/** What stands by itself in a document: the words of an element, of a cell. */
function namesIn(text: string, kind: string): string[] {
  if (kind === 'csv') return text.split(/[;,\t\n\r"]/).map(fold)
  if (kind !== 'html') return []
  const $ = load(text)
  $('script, style, nav, footer, [role=navigation]').remove()
  return $('body *')
    .toArray()
    .map(element => $(element).text())
    .filter(words => words.length <= LONGEST_NAME)
    .map(fold)
}
