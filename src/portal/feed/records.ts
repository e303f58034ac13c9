import { sha256 } from '../../common/digest.ts'
import type { FeedOffer } from '../../ledger/feed-offers.ts'
import type { Service, Structure } from '../../reference/records.ts'
import { validateService, validateStructure } from '../../reference/validate.ts'

export interface FeedOptions {
  /** Producer id in data·inclusion: prefix of every id. */
  producer: string
  /** Day `YYYY-MM-DD`. */
  today: string
  /** Also what DORA already publishes (and data·inclusion gets from DORA). */
  withDora: boolean
  /** Day `YYYY-MM-DD` of the last confirmation by a partner, by `source\nkey`. */
  confirmed: ReadonlyMap<string, string>
}

export type FeedRecord =
  | { kind: 'record'; structure: Structure; service: Service }
  /** Not part of this catalogue: gone, or already published by DORA. */
  | { kind: 'outside' }
  /** Should be part of it, but the strict rules refuse it. */
  | { kind: 'invalid'; source: string; key: string; reason: string }

/** The same for ever for the same thing, and says nothing of it. */
export function opaqueId(producer: string, ...parts: string[]): string {
  return `${producer}--${sha256(parts.join('\n')).slice(0, 20)}`
}

/** One offer in data·inclusion v1: a service and its structure, both under the strict rules. Pure. */
export function feedRecord({ offer, state, status }: FeedOffer, options: FeedOptions): FeedRecord {
  const { producer, today } = options
  if (state === 'retired' || (!options.withDora && status === 'PUBLISHED')) return { kind: 'outside' }
  const { source, key } = offer
  const rules = { today, strict: true }
  const structureId = opaqueId(producer, source, offer.structure.siret ?? offer.structure.id)
  const confirmed = options.confirmed.get(`${source}\n${key}`) ?? ''
  const structure = validateStructure({ ...offer.structure, source: producer, id: structureId }, rules)
  const service = validateService(
    {
      ...offer.service,
      source: producer,
      id: opaqueId(producer, source, key),
      structure_id: structureId,
      date_maj: later(confirmed, offer.service.date_maj ?? ''),
    },
    rules,
  )
  if (structure.valid && service.valid) return { kind: 'record', structure: structure.record, service: service.record }
  const error = structure.errors[0] ?? service.errors[0]
  return { kind: 'invalid', source, key, reason: error?.message ?? 'fiche non valide' }
}

/** Days `YYYY-MM-DD` compare as text. */
function later(a: string, b: string): string {
  return a.localeCompare(b) > 0 ? a : b
}
