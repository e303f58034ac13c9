import type { Rejection } from '../common/rejection.ts'
import { squeeze } from '../common/text.ts'
import type { SourceConfig } from '../config/source.ts'
import type { Convention } from '../convention/convention.ts'
import type { FieldProposal, NotOffer } from '../learn/proposal.ts'
import type { Mapping } from '../normalise/mapping/load-mapping.ts'
import { normalise } from '../normalise/normalise.ts'
import type { NormalisedOffer } from '../normalise/normalised-offer.ts'
import { rawOfferOf } from './raw-of.ts'
import type { OfferLine, ReadOut } from './read-task.ts'

/** One offer as the source shows it, what was understood, and what DORA would get. */
export interface TriedOffer {
  key: string
  /** As the mapping tells offers apart. */
  name: string
  /** By field of the schema. */
  fields: Record<string, FieldProposal>
  lines: OfferLine[]
  /** Null: it does not pass, or was left out. */
  offer: NormalisedOffer | null
  /** Why it does not pass, in French. */
  because: string | null
  /** Field of the schema whose words keep it from passing; null when none does, or when it lacks some. */
  wrong: string | null
}

/** What a lesson gives of its source, as a pass would read it. */
export interface Tried {
  /** «4 offres, dans des blocs de cette page». */
  found: string
  offers: TriedOffer[]
  notOffers: NotOffer[]
  rejections: Rejection[]
  /** Pages that could not be had on the way, in French. */
  missed: string[]
  /** What was not read of what could be had, in French. */
  unread: string[]
}

/** Pure. @param today `YYYY-MM-DD` */
export function triedOf(
  read: ReadOut,
  by: { mapping: Mapping; source: SourceConfig; convention: Convention; today: string; address: string },
): Tried {
  const rejections: Rejection[] = []
  const offers = read.offers.map(({ lines, ...one }): TriedOffer => {
    const raw = rawOfferOf(one, { document: read.document, address: by.address })
    const result = normalise(raw, by)
    rejections.push(...result.rejections)
    const offer = result.offers[0] ?? null
    const [refusal] = offer === null ? result.rejections : []
    const field = refusal?.field ?? ''
    return {
      key: one.key,
      name: squeeze(raw.fields.nom?.[0]?.words ?? ''),
      fields: one.fields,
      lines,
      offer,
      because: offer === null ? (refusal?.message ?? 'Cette offre ne passe pas.') : null,
      wrong: field in one.fields ? field : null,
    }
  })
  return { found: read.found, offers, notOffers: read.notOffers, rejections, missed: read.missed, unread: read.unread }
}
