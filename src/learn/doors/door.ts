import type { Rejection } from '../../common/rejection.ts'
import type { Fetcher } from '../../harvest/connector.ts'
import type { Lexicon } from '../../normalise/lexicon.ts'
import type { Unit } from '../line.ts'
import type { NotOffer } from '../proposal.ts'

/** What a door may lean on. */
export interface DoorContext {
  fetcher: Fetcher
  lexicon: Lexicon
  /** Code of the département where a commune without postal code is looked for first. */
  near?: string
  /** Detail pages of a list that are read. Default: enough for a first proposal. */
  details?: number
}

/** What was found behind one door: units to read, and how a connector finds them again. */
export interface Found {
  kind: string
  found: string
  units: Unit[]
  notOffers: NotOffer[]
  /** What was not read behind this door: offers may be missing for it. Default: nothing. */
  unread?: Rejection[]
  /** Several pages that follow one another were asked for: one that could not be had hides offers. */
  paged?: true
  /** Pages that its list leads to, when it is one; only `details` of them are read. */
  listed?: number
  /** The `harvest:` part of the mapping, and the raw field that holds each topic. */
  harvest: Record<string, unknown>
  /** Raw fields by field of the schema, in order of preference. */
  reads: Partial<Record<string, Read[]>>
  /** Raw fields that hold a whole text, the offer's own first: what no field of its own gives is looked for there. */
  texts?: string[]
}

/** One way to read a field of the schema from the raw fields. */
export interface Read {
  read: string | string[]
  match?: string
}
