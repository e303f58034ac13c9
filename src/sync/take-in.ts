import { breathe } from '../common/breathe.ts'
import type { SourceConfig } from '../config/source.ts'
import { addressToLocate } from '../dora/translate.ts'
import type { DoraOptions } from '../dora/wire.ts'
import type { Lease } from '../ledger/leases.ts'
import { withKnownSiret } from '../normalise/known-siret.ts'
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
  const read = await readSource(entry, spool, ports, lease.signal)
  const first = isFirstSource(config, ports.sources)
  const reading = withPartnerWords(read, await saidOf(config, ports.ledger), { ...ports, config, first })
  await translate(reading, config, ports, incoming)
  await lease.hold()
  return reading
}

/** From what a source says of its offers to what DORA should show of them. DORA's référentiels are read only when an offer is spelled by them. */
async function translate(
  { offers, rejections, version }: Reading,
  source: SourceConfig,
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
  for (const rejection of rejections) incoming.reject(rejection)
}
