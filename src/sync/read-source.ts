import { parisDay } from '../common/paris-day.ts'
import type { Rejection } from '../common/rejection.ts'
import type { SourceConfig } from '../config/source.ts'
import { HarvestError, type Outcome, type Shape, type StandingOffer } from '../harvest/connector.ts'
import { lecture } from '../harvest/connectors/lecture.ts'
import { recordKeys } from '../harvest/offer-key.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { DecidedWord } from '../normalise/lexicon.ts'
import { withLostFields } from '../normalise/mapping/lost-fields.ts'
import { normalise } from '../normalise/normalise.ts'
import type { NormalisedOffer } from '../normalise/normalised-offer.ts'
import { isDeclared } from '../normalise/statements/declared-offer.ts'
import type { UnknownValue } from '../normalise/unknown-value.ts'
import { withWords } from '../normalise/with-words.ts'
import { readerOf } from '../studio/reader-of.ts'
import { heedStop } from './heed-stop.ts'
import type { PassPorts, SourceEntry } from './ports.ts'
import type { Spool } from './spool.ts'

/** What one pass over a source read, before its partner's words are added and DORA is looked at. */
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
}

type ReadPorts = Pick<PassPorts, 'sites' | 'ledger' | 'clock' | 'convention'>

/** @param name of the source, for people */
export function withoutAddress(name: string): string {
  return `${name} n’a pas d’adresse connue : seule une déclaration du partenaire peut l’alimenter.`
}

/**
 * Harvests a source over the network and normalises each record as it comes. Never throws for what the source sent.
 * @param spool where the offers are put aside
 */
export async function readSource(
  { config, ...entry }: SourceEntry,
  spool: Spool,
  { sites, ledger, clock, convention }: ReadPorts,
  signal: AbortSignal,
): Promise<Reading> {
  const version = clock.now().toISOString()
  const reading: Reading = {
    outcome: { state: 'complete', documents: 0 },
    offers: asideOffers(spool),
    rejections: [],
    unknown: [],
    structures: 0,
    version,
  }
  const address = sites.address(config)
  if (address === null) {
    const message = withoutAddress(config.name)
    return {
      ...reading,
      outcome: { state: 'failed', code: 'sans-adresse', message, whose: 'partenaire', documents: 0 },
    }
  }
  // A person's decision is no change of the mapping: its fingerprint stays, and no fence goes up.
  const words = await decidedWords(ledger, config)
  const mapping = { ...entry.mapping, lexicon: withWords(entry.mapping.lexicon, words) }
  const { connector, settings } = readerOf(mapping, convention.department)
  const standing = await rememberFirstDays(ledger, config, spool)
  const { usual, whole } = await readBefore(ledger, config)
  const fetcher = heedStop(sites.fetcher(config, signal), config.partner, ledger)
  const stream = connector.harvest(
    {
      address,
      settings,
      known: whole?.records ?? standing.count,
      ...(connector.kind === lecture.kind && { standing: standing.named }),
    },
    fetcher,
  )
  const today = parisDay(new Date(version))
  let records = 0
  const seen = new Set<string>()
  try {
    for (;;) {
      const next = await stream.next()
      if (next.done) {
        const outcome = next.value.state === 'failed' ? next.value : { ...next.value, records }
        return { ...reading, ...withLostFields({ outcome, rejections: reading.rejections }, mapping, seen, usual) }
      }
      if (next.value.kind === 'rejected') {
        reading.rejections.push(next.value.rejection)
        continue
      }
      const raw = next.value.offer
      records += 1
      for (const name of Object.keys(raw.fields)) seen.add(name)
      const first = spool.recall(FIRST_DAYS, raw.key)
      const result = normalise(raw, {
        mapping,
        source: config,
        convention,
        today,
        ...(first && { firstSeen: first }),
      })
      for (const offer of result.offers) spool.add(OFFERS, JSON.stringify(offer))
      reading.rejections.push(...result.rejections)
      reading.unknown.push(...result.unknown)
      reading.structures += result.structures.length
    }
  } catch (error) {
    if (!(error instanceof HarvestError)) throw error
    const { code, message, whose } = error
    return { ...reading, outcome: { state: 'failed', code, message, whose, documents: 0 } }
  } finally {
    await fetcher.close()
  }
}

/** Words of this source that persons explained. */
async function decidedWords({ choices }: Ledger, { id }: SourceConfig): Promise<DecidedWord[]> {
  return (await choices.list(id)).flatMap(choice =>
    choice.topic === 'lexicon' ? [{ ...choice.value, by: choice.decidedBy, decided: choice.decided }] : [],
  )
}

const OFFERS = 'offers'
const FIRST_DAYS = 'first'

/** Offers that the reader of a taught source is told of. */
const MOST_NAMED = 2000

interface Standing {
  count: number
  named: StandingOffer[]
}

function* asideOffers(spool: Spool): Generator<NormalisedOffer> {
  for (const text of spool.lines(OFFERS)) yield JSON.parse(text) as NormalisedOffer
}

/**
 * Puts aside the day each record was first seen.
 * @returns the offers of the source that stand
 */
async function rememberFirstDays({ offers }: Ledger, { id }: SourceConfig, spool: Spool): Promise<Standing> {
  const standing: Standing = { count: 0, named: [] }
  for await (const known of offers.pages(id))
    for (const { key, name, firstSeen, state } of known) {
      if (state !== 'retired') {
        standing.count += 1
        if (standing.named.length < MOST_NAMED && !isDeclared(key)) standing.named.push({ key, name })
      }
      const day = parisDay(new Date(firstSeen))
      for (const record of recordKeys(key)) {
        const other = spool.recall(FIRST_DAYS, record)
        if (other === undefined || day < other) spool.keep(FIRST_DAYS, record, day)
      }
    }
  return standing
}

/**
 * What the readings of a source looked like before, to see one that changed: the last of which anything came (`usual`), and the last that
 * was whole. One that was held because the source had changed counts from the moment a person approved its plan: it is as it should be.
 */
async function readBefore(ledger: Ledger, { id }: SourceConfig): Promise<{ usual: Shape | null; whole: Shape | null }> {
  let usual: Shape | null = null
  for (const { outcome, plan } of await ledger.listRuns({ source: id, limit: RUNS_BEFORE })) {
    if (outcome === null || outcome.state === 'failed') continue
    if (outcome.state === 'drifted' && !(await isApproved(ledger, plan))) continue
    usual ??= outcome
    if (outcome.state !== 'partial') return { usual, whole: outcome }
  }
  return { usual, whole: null }
}

const RUNS_BEFORE = 50

async function isApproved({ plans }: Ledger, id: string | null): Promise<boolean> {
  return id !== null && (await plans.head(id))?.approvedBy != null
}
