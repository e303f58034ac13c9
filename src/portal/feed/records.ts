import { sha256 } from '../../common/digest.ts'
import type { OfferState } from '../../coverage/contract.ts'
import type { Service, Structure } from '../../reference/records.ts'
import { validateService, validateStructure } from '../../reference/validate.ts'

export interface FeedOptions {
  /** Producer id in data·inclusion: prefix of every id. */
  producer: string
  /** Day `YYYY-MM-DD`. */
  today: string
  /** Also what DORA already publishes (and data·inclusion gets from DORA). */
  withDora: boolean
  /** Instant of the last confirmation by a partner, by `source\nkey`. */
  confirmed: ReadonlyMap<string, string>
}

export interface FeedRecords {
  structures: Structure[]
  services: Service[]
  /** Offers left out because their record is not valid, with the first reason. */
  left: { source: string; key: string; reason: string }[]
}

/** The same for ever for the same thing, and says nothing of it. */
export function opaqueId(producer: string, ...parts: string[]): string {
  return `${producer}--${sha256(parts.join('\n')).slice(0, 20)}`
}

/** The catalogue in data·inclusion v1: every service has its structure, every record passes the strict rules. Pure. */
export function feedRecords(offers: readonly OfferState[], options: FeedOptions): FeedRecords {
  const { producer, today } = options
  const rules = { today, strict: true }
  const structures = new Map<string, Structure>()
  const services: Service[] = []
  const left: FeedRecords['left'] = []
  for (const { offer, status, state } of offers) {
    if (state === 'retired' || (!options.withDora && status === 'PUBLISHED')) continue
    const { source, key } = offer
    const structureId = opaqueId(producer, source, offer.structure.siret ?? offer.structure.id)
    const confirmed = options.confirmed.get(`${source}\n${key}`)?.slice(0, 10) ?? ''
    const date_maj = later(confirmed, offer.service.date_maj)
    const structure = validateStructure({ ...offer.structure, source: producer, id: structureId }, rules)
    const service = validateService(
      { ...offer.service, source: producer, id: opaqueId(producer, source, key), structure_id: structureId, date_maj },
      rules,
    )
    const error = structure.errors[0] ?? service.errors[0]
    if (!structure.valid || !service.valid) {
      left.push({ source, key, reason: error?.message ?? 'fiche non valide' })
      continue
    }
    const known = structures.get(structureId)
    if (!known || known.date_maj < structure.record.date_maj) structures.set(structureId, structure.record)
    services.push(service.record)
  }
  const byId = <R extends { id: string }>(a: R, b: R) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  return { structures: [...structures.values()].sort(byId), services: services.sort(byId), left }
}

/** Days `YYYY-MM-DD` compare as text. */
function later(a: string, b: string): string {
  return a.localeCompare(b) > 0 ? a : b
}
