/** How sure a value is: `haute` may be taken as it is, `moyenne` is to be looked at, `basse` is a guess. */
export type Confidence = 'haute' | 'moyenne' | 'basse'

/** One way to fill a field: the value, the words it came from, where they stand, and why they were taken (French). */
export interface Candidate {
  value: unknown
  words: string
  where: string
  confidence: Confidence
  reason: string
  /** Words beside the value that it does not carry: a person should see them. */
  unread: string[]
}

/** The best candidate, and the three next. */
export interface FieldProposal extends Candidate {
  alternatives: Pick<Candidate, 'value' | 'words' | 'where' | 'confidence' | 'reason'>[]
}

export interface OfferProposal {
  key: string
  fields: Record<string, FieldProposal>
}

/** What was looked at and is no offer, with the reason in French. */
export interface NotOffer {
  words: string
  because: string
}

/** What a page or a file seems to hold, for a person to correct. */
export interface Proposal {
  /** Shape of source, as the mapping's `harvest.kind`. */
  kind: string
  /** In one French sentence: «4 offres, dans des blocs de cette page». */
  found: string
  offers: OfferProposal[]
  notOffers: NotOffer[]
  /** The mapping that reads it, as YAML. */
  mapping: string
}

/** What the person knows of the source already. */
export interface Known {
  /** Identifier of the partner in the convention. */
  partner: string
  partnerName: string
  /** Line of the convention that it answers; null when nobody said. */
  action: string | null
}
