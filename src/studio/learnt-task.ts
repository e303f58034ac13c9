import type { Task } from '../common/apart/protocol.ts'
import { type Rejection, rejectionAt } from '../common/rejection.ts'
import { boundedHarvest } from '../harvest/apart/bounded-harvest.ts'
import { remoteFetcher } from '../harvest/apart/remote-fetcher.ts'
import type { Fetcher, HarvestEntry, Harvested, Outcome } from '../harvest/connector.ts'
import type { LectureSettings } from '../harvest/connectors/lecture.ts'
import { startTally } from '../harvest/tally.ts'
import type { Lexicon } from '../normalise/lexicon.ts'
import { otherDoor } from './door-of.ts'
import { keysOfBefore } from './keys-of-before.ts'
import { linesUnder } from './lines-under.ts'
import { rawOfferOf } from './raw-of.ts'
import { type LessonReading, readLesson } from './read-lesson.ts'
import { mixedWith, stillThere } from './still-there.ts'
import { STUDIO_FIELDS } from './studio-fields.ts'

/** One reading of a taught source, as it goes to a process apart. */
export interface LearntInput {
  entry: HarvestEntry<LectureSettings>
  lexicon: Lexicon
  /** Code of the département where communes are looked for first. */
  near: string
}

/** The inside of the reader of taught sources: what somebody else wrote is parsed here, and only bounded offers leave. */
export const task: Task<LearntInput, Harvested, Outcome> = async function* ({ entry, lexicon, near }, ask) {
  return yield* boundedHarvest(harvestLearnt(entry, lexicon, remoteFetcher(ask), near))
}

/** A taught source as a connector would read it. A page that lost a label, or all its offers, has changed: nothing is retired. */
export async function* harvestLearnt(
  entry: HarvestEntry<LectureSettings>,
  lexicon: Lexicon,
  fetcher: Fetcher,
  near?: string,
): AsyncGenerator<Harvested, Outcome> {
  const { address, settings } = entry
  const tally = startTally(entry)
  let reading: LessonReading
  try {
    const read = await readLesson(address, settings, { fetcher, lexicon, ...(near !== undefined && { near }) })
    reading = { ...read, offers: keysOfBefore(read.offers, entry.standing ?? []) }
  } catch (error) {
    return tally.fail(error)
  }
  for (const document of reading.documents) tally.document(document)
  for (const error of reading.missed) yield tally.missed(error)
  for (const rejection of reading.unread) yield tally.reject(rejection)
  if (reading.offers.length === 0)
    tally.broken({
      name: 'offres-dans-la-page',
      expected: 'au moins une offre',
      seen: reading.notOffers[0]?.because ?? 'aucune',
      message: `Plus aucune offre n’est reconnue à cette adresse : ${reading.found}.`,
    })
  const { door } = settings
  if (door !== undefined && door !== reading.door && reading.offers.length > 0) tally.broken(otherDoor(door, reading))
  for (const [field, label] of Object.entries(settings.labels)) {
    const there = reading.offers.some(({ unit }) => linesUnder(unit.lines, label).length > 0)
    if (!there && reading.offers.length > 0) tally.broken(lostLabel(field, label, reading))
  }
  const [first] = reading.documents
  const page = first?.address ?? address
  const missing = stillThere(entry.standing ?? [], reading, page)
  for (const { rejection } of missing) yield tally.reject(rejection)
  const mixed = mixedWith(missing, reading.offers)
  for (const { read } of reading.offers) {
    const other = mixed.get(read.key)
    if (other !== undefined) {
      yield tally.reject(mixedOffer(read.key, other, page))
      continue
    }
    for (const { parts } of STUDIO_FIELDS)
      for (const part of parts) tally.field(part, part in read.fields, part === 'nom')
    yield* tally.offer(rawOfferOf(read, { document: first?.hash ?? '', address: page }))
  }
  return tally.outcome()
}

const mixedOffer = (key: string, other: string, address: string): Rejection =>
  rejectionAt('offre-non-lue', address, {
    key,
    received: other,
    expected: 'les mots d’une seule offre',
    message: `Les mots de cette offre sont mêlés à ceux de « ${other} », qui n’a plus de titre à elle sur la page : elle attend, telle qu’elle est dans DORA. À revoir en rouvrant la source.`,
    whose: 'gestionnaire',
  })

function lostLabel(field: string, label: string, { offers }: LessonReading) {
  const labels = [...new Set(offers.flatMap(({ unit }) => unit.lines.flatMap(line => line.label ?? [])))].slice(0, 8)
  return {
    name: `libelle:${field}`,
    expected: `le libellé « ${label} »`,
    seen: labels.join(', ') || 'aucun libellé',
    message: `Le libellé « ${label} » n’est plus sur la page ; libellés présents : ${labels.join(', ') || 'aucun'}.`,
  }
}
