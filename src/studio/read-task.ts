import type { Task } from '../common/apart/protocol.ts'
import { remoteFetcher } from '../harvest/apart/remote-fetcher.ts'
import type { LectureSettings } from '../harvest/connectors/lecture.ts'
import { asHarvestError } from '../harvest/tally.ts'
import type { FieldProposal, NotOffer } from '../learn/proposal.ts'
import type { Lexicon } from '../normalise/lexicon.ts'
import { readLesson } from './read-lesson.ts'

export interface ReadInput {
  address: string
  settings: Pick<LectureSettings, 'shown' | 'without'>
  lexicon: Lexicon
  /** Code of the département where communes are looked for first. */
  near: string
}

/** One line of an offer, to be pointed at. `rank` counts from 1 under its title. */
export interface OfferLine {
  rank: number
  text: string
  label: string | null
  where: string
}

/** What a lesson reads of its source. Plain data. */
export interface ReadOut {
  /** Shape that it was read in (src/studio/door-of.ts). */
  door: string
  /** «4 offres, dans des blocs de cette page». */
  found: string
  /** Hash of the first document. */
  document: string
  offers: { key: string; fields: Record<string, FieldProposal>; lines: OfferLine[] }[]
  notOffers: NotOffer[]
  /** Pages that could not be had on the way, in French. */
  missed: string[]
  /** What was not read of what could be had, in French. */
  unread: string[]
}

/** Offers, and lines of one, that a person looks at while teaching. */
const MOST_OFFERS = 60
const MOST_LINES = 150
const DETAILS = 12
const LONGEST_LINE = 400

/** The inside of `readApart`: pages of others are parsed here, and what is bounded leaves. */
export const task: Task<ReadInput, never, ReadOut> = async function* ({ address, settings, lexicon, near }, ask) {
  yield* []
  const asked = { fetcher: remoteFetcher(ask), lexicon, near, details: DETAILS }
  const reading = await readLesson(address, settings, asked).catch(error => {
    // Whoever teaches reads its message.
    throw asHarvestError(error)
  })
  return {
    door: reading.door,
    found: reading.found,
    document: reading.documents[0]?.hash ?? '',
    offers: reading.offers.slice(0, MOST_OFFERS).map(({ unit, read }) => ({
      ...read,
      lines: unit.lines.slice(0, MOST_LINES).map(({ text, label, where }, at) => ({
        rank: at + 1,
        text: text.slice(0, LONGEST_LINE),
        label,
        where,
      })),
    })),
    notOffers: reading.notOffers.slice(0, MOST_OFFERS),
    missed: reading.missed.map(({ message }) => message),
    unread: reading.unread.slice(0, MOST_OFFERS).map(({ message }) => message.slice(0, LONGEST_LINE)),
  }
}
