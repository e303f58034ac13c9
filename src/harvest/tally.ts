import { atKey } from '../common/at-key.ts'
import { type Rejection, rejectionAt } from '../common/rejection.ts'
import { remember } from '../common/remember.ts'
import type { Expectation, FillRates, HarvestEntry, Harvested, Outcome, RawOffer } from './connector.ts'
import { HarvestError } from './connector.ts'
import { driftOf, type FieldCount } from './drift.ts'
import { withoutVisit } from './offer-key.ts'

/** What the mapping may say of the number of offers. */
export interface CountBounds {
  minimum?: number | undefined
  maximum?: number | undefined
}

/**
 * The running account of one harvest, shared by all connectors: documents read, offers yielded, what could not be read, which expectations
 * broke; and, at the end, the one outcome that follows from them.
 * Precedence: failed (no document at all) > drifted > partial > unchanged > complete.
 */
export interface Tally {
  /** Counts a document. */
  document(document: { unchanged: boolean }): void
  /** Counts a field over what should have shown it. */
  field(name: string, filled: boolean, required: boolean): void
  /** The same of fields that every offer may show and none must, ready for many offers. */
  fields(names: Iterable<string>): (shown: RawOffer['fields']) => void
  /** Counts the fields of one offer where nothing but the offers tells which fields there are. */
  gave(names: Iterable<string>): void
  /**
   * An offer, under a key and an address that outlive a visit. The same again, word for word, is nothing; other words under a key met before are a rejection,
   * and make the harvest partial.
   */
  offer(offer: RawOffer): Harvested[]
  /** Yields a rejection that makes the harvest partial: something that exists at the source was not read. */
  reject(rejection: Rejection): Harvested
  /** Like `reject`, for a document that could not be had. */
  missed(error: unknown, key?: string | null): Harvested
  /** A broken expectation that the connector saw by itself. */
  broken(expectation: Expectation): void
  /** The harvest could not start. */
  fail(error: unknown): Outcome
  outcome(): Outcome
  readonly offers: number
}

export function startTally(entry: Pick<HarvestEntry<unknown>, 'known'>, bounds: CountBounds = {}): Tally {
  const keys = new Map<string, number>()
  const fields = new Map<string, FieldCount>()
  const given = new Map<string, number>()
  let givers = 0
  const reasons: Rejection[] = []
  const expectations: Expectation[] = []
  let documents = 0
  let allUnchanged = true
  let offers = 0

  const countOf = (name: string): FieldCount => atKey(fields, name, () => ({ seen: 0, filled: 0, required: false }))

  function reject(rejection: Rejection): Harvested {
    reasons.push(rejection)
    return { kind: 'rejected', rejection }
  }

  return {
    document(document) {
      documents += 1
      allUnchanged &&= document.unchanged
    },
    field(name, filled, required) {
      const count = countOf(name)
      count.seen += 1
      count.filled += filled ? 1 : 0
      count.required ||= required
    },
    fields(names) {
      // Nothing is said of the fields of no offer.
      let counts: { name: string; count: FieldCount }[] | null = null
      return shown => {
        counts ??= Array.from(names, name => ({ name, count: countOf(name) }))
        for (const { name, count } of counts) {
          count.seen += 1
          if (name in shown) count.filled += 1
        }
      }
    },
    gave(names) {
      givers += 1
      for (const name of names) given.set(name, (given.get(name) ?? 0) + 1)
    },
    offer(read) {
      const offer = { ...read, key: withoutVisit(read.key), address: addressWithoutVisit(read.address) }
      const words = wordsHash(offer)
      const before = keys.get(offer.key)
      if (before === words) return []
      offers += 1
      if (before !== undefined)
        return [
          reject(
            rejectionAt('cle-en-double', offer.address, {
              key: offer.key,
              received: offer.key,
              expected: 'un identifiant propre à chaque offre',
              message: `Deux offres différentes portent le même identifiant « ${offer.key} » : seule la première est gardée.`,
              whose: 'partenaire',
            }),
          ),
        ]
      keys.set(offer.key, words)
      return [{ kind: 'offer', offer }]
    },
    reject,
    missed(error, key = null) {
      const known = asHarvestError(error)
      return reject(
        rejectionAt(known.code, known.address, {
          key,
          expected: 'une page lisible',
          message: known.message,
          whose: known.whose,
        }),
      )
    },
    broken(expectation) {
      expectations.push(expectation)
    },
    fail(error) {
      const known = asHarvestError(error)
      return { state: 'failed', code: known.code, message: known.message, whose: known.whose, documents }
    },
    outcome() {
      const drift = driftOf({
        offers,
        known: reasons.length > 0 ? 0 : entry.known,
        fields,
        minimum: reasons.length > 0 ? null : (bounds.minimum ?? null),
        maximum: bounds.maximum ?? null,
      })
      const broken = [...expectations, ...drift]
      const shape = {
        fill: ratesOf(fields, ({ filled, seen }) => filled / seen),
        ...(givers > 0 && { given: ratesOf(given, count => count / givers) }),
      }
      if (broken.length > 0) return { state: 'drifted', expectations: broken, documents, ...shape }
      if (reasons.length > 0) return { state: 'partial', reasons, documents, ...shape }
      return { state: allUnchanged && documents > 0 ? 'unchanged' : 'complete', documents, ...shape }
    },
    get offers() {
      return offers
    },
  }
}

function ratesOf<T>(counts: ReadonlyMap<string, T>, rateOf: (count: T) => number): FillRates {
  const rates: FillRates = Object.create(null)
  for (const [name, count] of counts) rates[name] = rateOf(count)
  return rates
}

/** Rows of a table share its address. */
const addressWithoutVisit = remember(withoutVisit)

/** What an offer says, wherever it stands in its document: a number of 53 bits, of each text and its length, so that no two offers are written alike. */
function wordsHash({ fields }: RawOffer): number {
  low = 0xdeadbeef
  high = 0x41c6ce57
  for (const name of inOrder(Object.keys(fields))) {
    const values = fields[name] ?? []
    mix(values.length)
    mixText(name)
    for (const { html, words } of values) mixText(html ?? words)
  }
  return (high & 0x1fffff) * 0x100000000 + (low >>> 0)
}

/** Both halves of the hash that is being made: two of FNV’s kind, of different factors. */
let low = 0
let high = 0

function mix(value: number): void {
  low = Math.imul(low ^ value, 0x9e3779b1)
  low ^= low >>> 15
  high = Math.imul(high ^ value, 0x5f356495)
  high ^= high >>> 13
}

function mixText(text: string): void {
  mix(text.length)
  for (let at = 0; at < text.length; at += 1) mix(text.charCodeAt(at))
}

let lastNames: { given: readonly string[]; sorted: readonly string[] } = { given: [], sorted: [] }

/** Names sorted; the offers of a source mostly have the same. */
function inOrder(given: readonly string[]): readonly string[] {
  const known = lastNames.given
  if (known.length !== given.length || given.some((name, at) => name !== known[at]))
    lastNames = { given, sorted: given.toSorted() }
  return lastNames.sorted
}

/** Errors after which asking the same site for more pages is useless or rude. */
const STOPPING = new Set([
  'arrete',
  'hors-fenetre',
  'hote-en-pause',
  'ralentir',
  'robots-injoignable',
  'trop-de-pages',
  'trop-long',
])

/** Whether a connector should stop asking after this error. */
export function stopsHarvest(error: unknown): boolean {
  return STOPPING.has(asHarvestError(error).code)
}

/** Anything thrown, as a `HarvestError`; what is none is a fault of ours. */
export function asHarvestError(error: unknown): HarvestError {
  if (error instanceof HarvestError) return error
  const words = error instanceof Error ? error.message : String(error)
  return new HarvestError('erreur-interne', `Le robot a buté sur une erreur inattendue (${words}).`, 'robot', '', {
    cause: error,
  })
}
