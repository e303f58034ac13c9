import { parisDay } from '../common/paris-day.ts'
import type { Rejection } from '../common/rejection.ts'
import { type FillRates, HarvestError, type Outcome } from '../harvest/connector.ts'
import { connectorFor } from '../harvest/connectors/index.ts'
import type { DecidedWord } from '../normalise/lexicon.ts'
import { normalise } from '../normalise/normalise.ts'
import type { NormalisedOffer } from '../normalise/normalised-offer.ts'
import type { UnknownValue } from '../normalise/unknown-value.ts'
import { withWords } from '../normalise/with-words.ts'
import { Spool } from '../sync/spool.ts'
import type { App, SourceEntry } from './app.ts'
import { withPartnerWords } from './partner-words.ts'

/** What one pass over a source read, before DORA is looked at. */
export interface Reading {
  outcome: Outcome
  /** Put aside as they came, and given back one by one; gone once the reading is closed. */
  offers: Iterable<NormalisedOffer>
  rejections: Rejection[]
  unknown: UnknownValue[]
  /** How many structures were read: of a directory (role `structures`), all there is to say. */
  structures: number
  /** ISO instant the reading began: the version of its offers. */
  version: string
  close(): void
}

/** Harvests a source over the network and normalises each record as it comes: the first half of the arrow. Never throws for what the source sent. Close what it returns. */
export async function readOffers(app: App, entry: SourceEntry, signal?: AbortSignal): Promise<Reading> {
  const spool = new Spool()
  try {
    return await read(app, entry, spool, signal)
  } catch (error) {
    spool.close()
    throw error
  }
}

/** @param name of the source, for people */
export function withoutAddress(name: string): string {
  return `${name} n’a pas d’adresse connue\u00A0: seule une déclaration du partenaire peut l’alimenter.`
}

async function read(app: App, entry: SourceEntry, spool: Spool, signal: AbortSignal | undefined): Promise<Reading> {
  const { config } = entry
  const version = app.clock.now().toISOString()
  const reading: Reading = {
    outcome: { state: 'complete', documents: 0 },
    offers: asideOffers(spool),
    rejections: [],
    unknown: [],
    structures: 0,
    version,
    close: () => spool.close(),
  }
  const address = app.sites.address(config)
  if (address === null) {
    const message = withoutAddress(config.name)
    return withPartnerWords(app, entry, {
      ...reading,
      outcome: { state: 'failed', code: 'sans-adresse', message, whose: 'partenaire', documents: 0 },
    })
  }
  // A person's decision is no change of the mapping: its fingerprint stays, and no fence goes up.
  const words = await decidedWords(app, config.id)
  const mapping = { ...entry.mapping, lexicon: withWords(entry.mapping.lexicon, words) }
  const { connector, settings } = connectorFor(mapping.harvest)
  const standing = await rememberFirstDays(app, config.id, spool)
  const fetcher = app.sites.fetcher(config, signal)
  const usual = await lastWhole(app, config.id)
  const stream = connector.harvest(
    { address, settings, known: usual?.records ?? standing, ...(usual?.fill && { usual: usual.fill }) },
    fetcher,
  )
  let records = 0
  try {
    for (;;) {
      const next = await stream.next()
      if (next.done) {
        const { value } = next
        const whole = value.state === 'complete' || value.state === 'unchanged'
        reading.outcome = whole ? { ...value, records } : value
        break
      }
      if (next.value.kind === 'rejected') {
        reading.rejections.push(next.value.rejection)
        continue
      }
      const raw = next.value.offer
      records += 1
      const first = spool.recall(FIRST_DAYS, raw.key)
      const result = normalise(raw, {
        mapping,
        source: config,
        convention: app.convention,
        today: parisDay(new Date(version)),
        ...(first && { firstSeen: first }),
      })
      for (const offer of result.offers) spool.add(OFFERS, JSON.stringify(offer))
      reading.rejections.push(...result.rejections)
      reading.unknown.push(...result.unknown)
      reading.structures += result.structures.length
    }
  } catch (error) {
    if (!(error instanceof HarvestError)) throw error
    reading.outcome = { state: 'failed', code: error.code, message: error.message, whose: error.whose, documents: 0 }
  } finally {
    await fetcher.close()
  }
  return withPartnerWords(app, entry, reading)
}

/** Words of this source that persons explained. */
async function decidedWords(app: App, source: string): Promise<DecidedWord[]> {
  return (await app.ledger.choices.list(source)).flatMap(choice =>
    choice.topic === 'lexicon' ? [{ ...choice.value, by: choice.decidedBy, decided: choice.decided }] : [],
  )
}

const OFFERS = 'offers'
const FIRST_DAYS = 'first'

function* asideOffers(spool: Spool): Generator<NormalisedOffer> {
  for (const text of spool.lines(OFFERS)) yield JSON.parse(text) as NormalisedOffer
}

/**
 * Puts aside the day each record was first seen. Offers of one record have its key, or its key and a suffix after «_».
 * @returns how many offers of the source stand
 */
async function rememberFirstDays(app: App, source: string, spool: Spool): Promise<number> {
  let standing = 0
  for await (const known of app.ledger.offers.pages(source))
    for (const { key, firstSeen, state } of known) {
      if (state !== 'retired') standing += 1
      const day = parisDay(new Date(firstSeen))
      const parts = key.split('_')
      for (let length = 1; length <= parts.length; length += 1) {
        const record = parts.slice(0, length).join('_')
        const other = spool.recall(FIRST_DAYS, record)
        if (other === undefined || day < other) spool.keep(FIRST_DAYS, record, day)
      }
    }
  return standing
}

/** What the last whole reading of a source looked like: how many records, how often each field was filled. Compared with, to see a page that changed. */
async function lastWhole(app: App, source: string): Promise<{ records?: number; fill?: FillRates } | null> {
  for (const { outcome } of await app.ledger.listRuns({ source, limit: 50 }))
    if (outcome?.state === 'complete' || outcome?.state === 'unchanged') return outcome
  return null
}
