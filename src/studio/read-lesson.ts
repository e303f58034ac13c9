import type { Rejection } from '../common/rejection.ts'
import { beyondCap } from '../harvest/beyond-cap.ts'
import type { FetchedDocument, Fetcher } from '../harvest/connector.ts'
import { HarvestError } from '../harvest/connector.ts'
import type { LectureSettings } from '../harvest/connectors/lecture.ts'
import { distinctKeys } from '../learn/distinct-keys.ts'
import type { DoorContext, Found } from '../learn/doors/door.ts'
import type { Unit } from '../learn/line.ts'
import { foundAt } from '../learn/look.ts'
import { marksOf } from '../learn/marks-of.ts'
import type { OfferProposal } from '../learn/proposal.ts'
import { readTaught } from './apply-shown.ts'
import { doorOf } from './door-of.ts'

/** One offer: its lines, and what was read of them. */
export interface ReadOffer {
  unit: Unit
  read: OfferProposal
}

/** Everything that a source shows today. */
export interface LessonReading {
  kind: string
  /** Shape that it was read in (src/studio/door-of.ts). */
  door: string
  found: string
  offers: ReadOffer[]
  notOffers: Found['notOffers']
  /** Documents that were read, the first being the one that was asked for. */
  documents: Pick<FetchedDocument, 'hash' | 'address' | 'unchanged'>[]
  /** Texts of the documents that list the offers. */
  listing: string[]
  /** What could not be had on the way: an offer may be missing for it. */
  missed: HarvestError[]
  /** What was not read of what could be had: offers may be missing for it. */
  unread: Rejection[]
}

/** Addresses that are only tried. */
const PROBE = /wp-json|\.ics(?:$|\?)|ical=1/i
/** Pages of one list that are kept while it is read. */
const MOST_LISTING = 12
/** Detail pages of a list that a pass reads. */
const MOST_DETAILS = 200

/**
 * Reads a taught source from end to end.
 * @throws HarvestError when its first document cannot be had
 */
export async function readLesson(
  address: string,
  settings: Pick<LectureSettings, 'shown' | 'without'>,
  { fetcher, lexicon, near, details = MOST_DETAILS }: Pick<DoorContext, 'fetcher' | 'lexicon' | 'near' | 'details'>,
): Promise<LessonReading> {
  const documents: LessonReading['documents'] = []
  const missed: HarvestError[] = []
  const whole: FetchedDocument[] = []
  const noting: Fetcher = {
    async get(...asked) {
      try {
        const document = await fetcher.get(...asked)
        if (whole.length < MOST_LISTING) whole.push(document)
        documents.push({ hash: document.hash, address: document.address, unchanged: document.unchanged })
        return document
      } catch (error) {
        if (error instanceof HarvestError) missed.push(error)
        throw error
      }
    },
    stream: (...asked) => fetcher.stream(...asked),
  }
  const found = await foundAt(address, {
    fetcher: noting,
    lexicon,
    details,
    ...(near !== undefined && { near }),
  })
  // A door that was tried and does not open misses nothing; a page of a list, or that goes on with one, does.
  const behind = 'list' in found.harvest || found.paged ? missed.filter(({ address: at }) => !PROBE.test(at)) : []
  const offers = found.units.map(unit => ({ unit, read: readTaught(unit, lexicon, settings, near) }))
  const keys = distinctKeys(
    offers.map(({ read }) => read.key),
    offers.map(({ read }) => marksOf(read)),
  )
  return {
    kind: found.kind,
    door: doorOf(found),
    found: found.found,
    offers: offers.map(({ unit, read }, at) => ({ unit, read: { ...read, key: keys[at] ?? read.key } })),
    notOffers: found.notOffers,
    documents,
    listing: whole.slice(0, 'list' in found.harvest ? 1 : MOST_LISTING).map(({ text }) => text),
    missed: behind,
    unread: [...(found.unread ?? []), ...tooManyDetails(address, found.listed ?? 0)],
  }
}

/** Said of what a pass reads, also to who teaches the source and is shown a few pages of it. */
const tooManyDetails = (address: string, listed: number): Rejection[] =>
  listed > MOST_DETAILS
    ? [beyondCap(address, { what: 'La liste', of: 'pages', most: MOST_DETAILS, received: listed })]
    : []
