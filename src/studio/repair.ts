import { fold } from '../common/text.ts'
import type { Choice } from './choices.ts'
import { linesUnder } from './lines-under.ts'
import type { OfferLine, ReadOut } from './read-task.ts'
import { shownOf } from './shown-of.ts'
import { studioField } from './studio-fields.ts'

/** What was read of a source before its page changed: the words of each field of each offer. */
export interface OldReading {
  name: string
  /** By field of the schema. */
  words: Record<string, string>
}

export type Repair =
  /** The page says the same in another shape: what changed, and where to read it now. */
  | { kind: 'repaired'; because: string; fields: Record<string, Choice> }
  /** It became something else: why nothing is proposed. */
  | { kind: 'other'; because: string }
  /** Nothing of what was taught is lost. */
  | { kind: 'same' }

/** Of the old offers, how many must be found again for the page to be the same one. */
const SAME_FROM = 0.5

/**
 * Looks for the old words in the new page. Pure.
 * @param labels label that announced each field when the source was taught
 */
export function repairOf(
  labels: Readonly<Record<string, string>>,
  old: readonly OldReading[],
  read: Pick<ReadOut, 'offers' | 'found' | 'notOffers'>,
): Repair {
  const { offers } = read
  if (offers.length === 0) {
    const [first] = read.notOffers
    const why = first ? `« ${first.words} » y est ${first.because}` : 'aucune offre n’y est reconnue'
    return {
      kind: 'other',
      because: `Cette adresse montre autre chose qu’avant : ${why}. Rien n’est proposé, et rien n’est retiré de DORA.`,
    }
  }
  const pairs = old.flatMap(each => {
    const now = offers.find(offer => isSame(each, offer))
    return now === undefined ? [] : [{ each, now }]
  })
  if (old.length > 0 && pairs.length < old.length * SAME_FROM)
    return {
      kind: 'other',
      because: `Les offres connues n’y sont plus : ${pairs.length} sur ${old.length} se ${pairs.length > 1 ? 'retrouvent' : 'retrouve'}. Rien n’est proposé, et rien n’est retiré de DORA : donnez l’adresse de leur nouvelle page, ou retirez la source.`,
    }
  const lost = Object.entries(labels).filter(([, label]) => !hasLabel(offers, label))
  if (lost.length === 0) return { kind: 'same' }
  const fields: Record<string, Choice> = {}
  const moved: string[] = []
  for (const [name, label] of lost) {
    const line = pairs.flatMap(({ each, now }) => lineWith(name, each, now.lines) ?? [])[0]
    if (line === undefined) {
      moved.push(`« ${label} » n’y est plus`)
      continue
    }
    const shown = shownOf(line, offers)
    fields[name] = { kind: 'shown', shown }
    moved.push(
      shown.label === undefined
        ? `« ${label} » a changé de place`
        : `« ${label} » s’appelle maintenant « ${shown.label} »`,
    )
  }
  return {
    kind: 'repaired',
    because: `La page a changé : ${moved.join(' ; ')}. Vérifiez ce qui est lu, puis enregistrez ; en attendant, rien n’est retiré de DORA.`,
    fields,
  }
}

const hasLabel = (offers: ReadOut['offers'], label: string): boolean =>
  offers.some(({ lines }) => linesUnder(lines, label).length > 0)

/** The same name, or most of the same words. */
function isSame(old: OldReading, { fields, lines }: ReadOut['offers'][number]): boolean {
  const name = fields.nom?.words ?? ''
  if (fold(name) === fold(old.name)) return true
  const words = Object.entries(old.words).filter(([field, each]) => field !== 'nom' && fold(each).length > 5)
  const there = words.filter(([, each]) => lines.some(({ text }) => fold(text).includes(fold(each))))
  return words.length >= 2 && there.length * 2 > words.length
}

/** The line that holds now what a field held before. */
function lineWith(name: string, { words }: OldReading, lines: readonly OfferLine[]): OfferLine | undefined {
  const parts = studioField(name)?.parts ?? [name]
  for (const part of parts) {
    const before = fold(words[part] ?? '')
    if (before.length < 3) continue
    const line = lines.find(
      ({ text }) => fold(text).includes(before) || (fold(text).length > 8 && before.includes(fold(text))),
    )
    if (line !== undefined) return line
  }
  return undefined
}
