import type { IncomingOffers } from './incoming.ts'

/** What a run saw, one line per offer that has a key, as JSON of a `Sighting`, in UTF-8. A refusal without a key stays in the run's report only. */
export function* sightingsOf(input: {
  run: string
  source: string
  incoming: IncomingOffers
  clock: { now(): Date }
}): Generator<Uint8Array> {
  const { run, source, incoming } = input
  const now = input.clock.now().toISOString()
  for (const { key, name, version, fingerprint, record, rejection } of incoming.rows()) {
    if (rejection !== null && rejection.key === null) continue
    const seen = rejection === null ? { version, fingerprint } : { version: now, fingerprint: null }
    const head = JSON.stringify({ run, source, key, name, ...seen })
    // The record is JSON already: it may be long, and nobody here looks into it.
    yield Buffer.concat([
      Buffer.from(`${head.slice(0, -1)},"record":`),
      record ?? NULL,
      Buffer.from(`,"rejection":${JSON.stringify(rejection)}}`),
    ])
  }
}

const NULL = Buffer.from('null')
