import type { Clock } from '../common/clock.ts'
import type { Logger } from '../common/logger.ts'
import { fold } from '../common/text.ts'
import { addressToLocate } from '../dora/translate.ts'
import type { Address, Geocode, Point } from '../harvest/geocoder.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { NormalisedOffer } from '../normalise/normalised-offer.ts'

/** An address that was not known is asked for again after this long, milliseconds. */
const UNKNOWN_MS = 30 * 24 * 3_600_000
/** A geocoder that fails so often in a row is left alone for the rest of the pass. */
const FAILURES = 3

const keyOf = ({ cityCode, street }: Address) => `${cityCode}|${fold(street)}`

/** Where a geocoder placed that offer before; null when none did. */
export async function placedBefore(
  { service, structure }: Pick<NormalisedOffer, 'service' | 'structure'>,
  { places }: Pick<Ledger, 'places'>,
): Promise<Point | null> {
  const address = addressToLocate(service, structure)
  return address === null ? null : ((await places.read(keyOf(address)))?.point ?? null)
}

/**
 * Where an address is, as far as the ledger or the geocoder knows; null otherwise, also when the geocoder fails. A point that was told once stays: DORA is not
 * written because a geocoder changed its mind.
 */
export function locator({
  geocode,
  ledger,
  clock,
  log,
}: {
  /** Null: none is configured. */
  geocode: Geocode | null
  ledger: Pick<Ledger, 'places'>
  clock: Clock
  log: Pick<Logger, 'warn'>
}): (address: Address) => Promise<Point | null> {
  let failures = 0
  return async address => {
    if (geocode === null) return null
    const key = keyOf(address)
    const kept = await ledger.places.read(key)
    if (kept !== null && (kept.point !== null || clock.now().getTime() - Date.parse(kept.asked) < UNKNOWN_MS))
      return kept.point
    if (failures >= FAILURES) return null
    try {
      const point = await geocode(address)
      failures = 0
      await ledger.places.keep(key, point)
      return point
    } catch (error) {
      failures += 1
      log.warn({ err: error, failures }, 'the geocoder did not answer: the centre of the commune is taken')
      return null
    }
  }
}
