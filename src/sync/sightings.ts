import type { Rejection } from '../common/rejection.ts'
import type { NormalisedOffer } from '../normalise/contract.ts'
import type { Desired, Sighting } from './contract.ts'
import { gatherIncoming } from './incoming.ts'

/** What a run saw, one line per offer that has a key. A refusal without a key stays in the run's report only. */
export function sightingsOf(input: {
  run: string
  source: string
  offers: readonly Desired[]
  rejections: readonly Rejection[]
  records?: readonly NormalisedOffer[]
  clock: { now(): Date }
}): Sighting[] {
  const records = new Map((input.records ?? []).map(record => [record.key, record]))
  const now = input.clock.now().toISOString()
  const sightings: Sighting[] = []
  for (const item of gatherIncoming(input.offers, input.rejections).items) {
    const { run, source } = input
    if ('desired' in item) {
      const { key, name, version, fingerprint } = item.desired
      sightings.push({
        run,
        source,
        key,
        name,
        version,
        fingerprint,
        record: records.get(key) ?? null,
        rejection: null,
      })
    } else if (item.rejection.key !== null)
      sightings.push({
        run,
        source,
        key: item.key,
        name: item.name,
        version: now,
        fingerprint: null,
        record: records.get(item.key) ?? null,
        rejection: item.rejection,
      })
  }
  return sightings
}
