import type { IncomingOffers } from './incoming.ts'

/** What a run saw, one line per offer that has a key, as JSON of a `Sighting`, in UTF-8. Each stands until the next one is asked for. A refusal without a key stays in the run's report only. */
export function* sightingsOf(input: {
  run: string
  source: string
  incoming: IncomingOffers
  clock: { now(): Date }
}): Generator<Uint8Array> {
  const { run, source, incoming } = input
  const now = input.clock.now().toISOString()
  const line = oneLine()
  for (const { key, name, version, fingerprint, record, rejection } of incoming.rows()) {
    if (rejection !== null && rejection.key === null) continue
    const seen = rejection === null ? { version, fingerprint } : { version: now, fingerprint: null }
    const head = JSON.stringify({ run, source, key, name, ...seen })
    // The record is JSON already: it may be long, and nobody here looks into it.
    yield line.of([
      Buffer.from(`${head.slice(0, -1)},"record":`),
      record ?? NULL,
      Buffer.from(`,"rejection":${JSON.stringify(rejection)}}`),
    ])
  }
}

/** One text after the other, in the same place of memory. */
function oneLine() {
  let room = Buffer.alloc(0)
  return {
    of(parts: readonly Uint8Array[]): Uint8Array {
      const length = parts.reduce((sum, part) => sum + part.length, 0)
      if (length > room.length) room = Buffer.allocUnsafeSlow(2 * length)
      let end = 0
      for (const part of parts) {
        room.set(part, end)
        end += part.length
      }
      return room.subarray(0, end)
    },
  }
}

const NULL = Buffer.from('null')
