import { breathe } from '../common/breathe.ts'
import type { SourceConfig } from '../config/source.ts'
import { addressToLocate } from '../dora/translate.ts'
import type { DoraOptions } from '../dora/wire.ts'
import type { Lease } from '../ledger/leases.ts'
import { withKnownSiret } from '../normalise/known-siret.ts'
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
 * Read, add what the partner said, translate: what the source says, as DORA should show it, is in `incoming`. Offers are put aside until the reading is
 * over: no partner's site waits for DORA, and what is accepted while it is read counts.
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
  const take = (offer: NormalisedOffer) => spool.add(ASIDE, JSON.stringify(offer))
  const read = await readSource(entry, { version, spool, take, signal: lease.signal }, ports)
  const first = isFirstSource(config, ports.sources)
  const said = await saidOf(config, ports.ledger)
  const { offers, ...reading } = withPartnerWords({ ...read, offers: aside(spool) }, said, { ...ports, config, first })
  await translate(offers, config, version, ports, incoming)
  for (const rejection of reading.rejections) incoming.reject(rejection)
  await lease.hold()
  return reading
}

function* aside(spool: Spool): Generator<NormalisedOffer> {
  for (const text of spool.lines(ASIDE)) yield JSON.parse(text) as NormalisedOffer
}

/** From what a source says of its offers to what DORA should show of them. DORA's référentiels are read only when an offer is spelled by them. */
async function translate(
  offers: Iterable<NormalisedOffer>,
  source: SourceConfig,
  version: string,
  ports: PassPorts,
  incoming: IncomingOffers,
): Promise<void> {
  const { convention, dora, ledger, sources } = ports
  const { partner } = declaredContext(convention, source, version)
  const locate = locator(ports)
  const own = sources.filter(each => each.config.partner === source.partner).map(each => each.config.id)
  let usual: string | null | undefined
  let options: DoraOptions | null = null
  let taken = 0
  for (const offer of offers) {
    if (options === null && needsOptions(offer)) options = await dora.reader.options()
    const known = withKnownSiret(offer, partner)
    const address = addressToLocate(known.service, known.structure)
    const located = address === null ? null : await locate(address)
    const { desired, record } = translateOffer(known, source, version, options, located)
    if (declaredAsPartner(offer, partner)) {
      usual ??= await usualStructure(own, ledger)
      desired.structure.usual = usual
    }
    incoming.add(desired, record)
    taken += 1
    if (taken % AT_ONCE === 0) await breathe()
  }
}
