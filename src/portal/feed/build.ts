import { setImmediate } from 'node:timers/promises'
import { stringify } from 'csv-stringify/sync'
import type { FeedOffer } from '../../ledger/feed-offers.ts'
import type { FeedFile } from '../../ledger/feeds.ts'
import { knownFields } from '../../reference/input/known-fields.ts'
import type { Structure } from '../../reference/records.ts'
import { type FeedOptions, feedRecord } from './records.ts'

export interface FeedTally {
  services: number
  structures: number
  /** Offers left out because their record is not valid, and the first of them. */
  left: number
  first: { source: string; key: string; reason: string } | null
}

/** Offers worked on between two breaths of the event loop; about 20 ms of work. */
const SLICE = 200
const KINDS = { services: 'service', structures: 'structure' } as const

/**
 * Writes the catalogue, piece by piece, in one reading: every service has its structure. The pages of the portal are served meanwhile, and
 * what is held in memory is one slice and one record per structure.
 * @param offers in an order that does not move, for the files to be the same when nothing changed
 * @param write appends text to a file
 */
export async function buildFeed(
  offers: AsyncIterable<readonly FeedOffer[]>,
  options: FeedOptions,
  write: (file: FeedFile, text: string) => Promise<void>,
): Promise<FeedTally> {
  const structures = new Map<string, Structure>()
  const tally: FeedTally = { services: 0, structures: 0, left: 0, first: null }
  await open('services')
  for await (const page of offers)
    for (let at = 0; at < page.length; at += SLICE) {
      const services: object[] = []
      for (const each of page.slice(at, at + SLICE)) {
        const made = feedRecord(each, options)
        switch (made.kind) {
          case 'outside':
            break
          case 'invalid':
            tally.left += 1
            tally.first ??= { source: made.source, key: made.key, reason: made.reason }
            break
          case 'record': {
            const known = structures.get(made.structure.id)
            if (!known || (known.date_maj ?? '') < (made.structure.date_maj ?? ''))
              structures.set(made.structure.id, made.structure)
            services.push(made.service)
            break
          }
        }
      }
      await append('services', services, tally.services)
      tally.services += services.length
      await setImmediate()
    }
  await write('services.json', ']')
  await open('structures')
  const sorted = [...structures.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  for (let at = 0; at < sorted.length; at += SLICE) {
    await append('structures', sorted.slice(at, at + SLICE), at)
    await setImmediate()
  }
  await write('structures.json', ']')
  tally.structures = sorted.length
  return tally

  async function open(kind: keyof typeof KINDS): Promise<void> {
    await write(`${kind}.json`, '[')
    await write(`${kind}.csv`, stringify([knownFields(KINDS[kind])]))
  }
  async function append(kind: keyof typeof KINDS, records: readonly object[], before: number): Promise<void> {
    if (records.length === 0) return
    const columns = knownFields(KINDS[kind])
    const json = records.map(record => JSON.stringify(record)).join(',')
    await write(`${kind}.json`, before === 0 ? json : `,${json}`)
    await write(`${kind}.csv`, stringify(records.map(record => cells(record, columns))))
  }
}

/** The twin of the JSON: same fields, same order, lists separated by «, », nothing neutralised (a program reads it). */
function cells(record: object, columns: readonly string[]): unknown[] {
  return columns.map(column => {
    const value = (record as Record<string, unknown>)[column]
    return Array.isArray(value) ? value.join(', ') : (value ?? '')
  })
}
