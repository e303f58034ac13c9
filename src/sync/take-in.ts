import { breathe } from '../common/breathe.ts'
import type { SourceConfig } from '../config/source.ts'
import { addressToLocate } from '../dora/translate.ts'
import type { DoraOptions } from '../dora/wire.ts'
import type { Point } from '../harvest/geocoder.ts'
import type { Lease } from '../ledger/leases.ts'
import { type KnownPartner, withKnownSiret } from '../normalise/known-siret.ts'
import type { NormalisedOffer } from '../normalise/normalised-offer.ts'
import { declaredContext } from '../normalise/statements/declared-context.ts'
import { withPartnerWords } from '../normalise/statements/with-partner-words.ts'
import type { IncomingOffers } from './incoming.ts'
import { locator } from './locate.ts'
import { isFirstSource, saidOf } from './partner-said.ts'
import type { PassPorts, SourceEntry } from './ports.ts'
import { type Reading, readSource } from './read-source.ts'
import { Spool } from './spool.ts'
import { needsOptions, translateOffer } from './translate-offer.ts'
import { declaredAsPartner, usualStructure } from './usual-structure.ts'

const ASIDE = 'offers'
/** Offers translated between two breaths. */
const AT_ONCE = 200

/**
 * Read, add what the partner said before, translate: what the source says, as DORA should show it, is in `incoming`. Offers are translated as they
 * come; from the first about which somebody must be asked first they are put aside until the reading is over: no partner's site waits for DORA.
 * @throws LeaseLost; DoraError
 */
export async function takeIn(
  entry: SourceEntry,
  incoming: IncomingOffers,
  ports: PassPorts,
  lease: Lease,
): Promise<Reading> {
  const { config } = entry
  using spool = new Spool()
  const version = ports.clock.now().toISOString()
  const said = await saidOf(config, ports.ledger)
  const translation = new Translation(config, version, ports, incoming)
  let waiting = said.length > 0
  function take(offer: NormalisedOffer): void {
    waiting ||= translation.asks(offer)
    if (waiting) spool.add(ASIDE, JSON.stringify(offer))
    else translation.add(offer)
  }
  const read = await readSource(entry, { version, spool, take, signal: lease.signal }, ports)
  const first = isFirstSource(config, ports.sources)
  const { offers, ...reading } = withPartnerWords({ ...read, offers: aside(spool) }, said, { ...ports, config, first })
  await translation.addAll(offers)
  for (const rejection of reading.rejections) incoming.reject(rejection)
  await lease.hold()
  return reading
}

function* aside(spool: Spool): Generator<NormalisedOffer> {
  for (const text of spool.lines(ASIDE)) yield JSON.parse(text) as NormalisedOffer
}

/** From what a source says of its offers to what DORA should show of them. */
class Translation {
  readonly #source: SourceConfig
  readonly #version: string
  readonly #ports: PassPorts
  readonly #incoming: IncomingOffers
  readonly #partner: KnownPartner

  constructor(source: SourceConfig, version: string, ports: PassPorts, incoming: IncomingOffers) {
    this.#source = source
    this.#version = version
    this.#ports = ports
    this.#incoming = incoming
    this.#partner = declaredContext(ports.convention, source, version).partner
  }

  /** Whether DORA, a geocoder or the ledger must be asked something about that offer. */
  asks(offer: NormalisedOffer): boolean {
    return (
      needsOptions(offer) ||
      (this.#ports.geocode !== null && addressToLocate(offer.service, offer.structure) !== null) ||
      declaredAsPartner(offer, this.#partner)
    )
  }

  /** An offer about which nobody need be asked. */
  add(offer: NormalisedOffer): void {
    const { desired, record } = this.#translate(offer, null, null)
    this.#incoming.add(desired, record)
  }

  /** Any offers, each after what must be asked. DORA's référentiels are read only when an offer is spelled by them. */
  async addAll(offers: Iterable<NormalisedOffer>): Promise<void> {
    const { dora, ledger, sources } = this.#ports
    const locate = locator(this.#ports)
    const own = sources.filter(each => each.config.partner === this.#source.partner).map(each => each.config.id)
    let usual: string | null | undefined
    let options: DoraOptions | null = null
    let taken = 0
    for (const offer of offers) {
      if (options === null && needsOptions(offer)) options = await dora.reader.options()
      const address = addressToLocate(offer.service, offer.structure)
      const located = address === null ? null : await locate(address)
      const { desired, record } = this.#translate(offer, options, located)
      if (declaredAsPartner(offer, this.#partner)) {
        usual ??= await usualStructure(own, ledger)
        desired.structure.usual = usual
      }
      this.#incoming.add(desired, record)
      taken += 1
      if (taken % AT_ONCE === 0) await breathe()
    }
  }

  #translate(offer: NormalisedOffer, options: DoraOptions | null, located: Point | null) {
    return translateOffer(withKnownSiret(offer, this.#partner), this.#source, this.#version, options, located)
  }
}
