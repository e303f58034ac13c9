import type { Rejection } from '../common/rejection.ts'
import type { OfferState } from '../coverage/contract.ts'
import type { LedgerDeps } from './deps.ts'
import { linksOf } from './links.ts'
import { offersOf } from './offers.ts'

/** Every offer that was usable at least once, as the coverage report reads it. */
export async function offerStates(deps: LedgerDeps): Promise<OfferState[]> {
  const links = new Map((await linksOf(deps).list()).map(link => [`${link.source}\n${link.key}`, link]))
  const states: OfferState[] = []
  for (const offer of await offersOf(deps).list()) {
    if (offer.record === null) continue
    const link = links.get(`${offer.source}\n${offer.key}`) ?? null
    states.push({
      offer: offer.record,
      state: offer.state,
      reason: offer.reason,
      slug: link?.slug ?? null,
      status: link?.status ?? null,
      firstSeen: offer.firstSeen,
      lastSeen: offer.lastSeen,
      publishedAt: link?.published ?? null,
      confirmedAt: offer.record.service.date_maj,
      whose: offer.whose,
    })
  }
  return states
}

/** The rejections that stand today. */
export async function standingRejections(deps: LedgerDeps): Promise<(Rejection & { source: string })[]> {
  const offers = await offersOf(deps).list()
  return offers.flatMap(offer => (offer.rejection === null ? [] : [{ ...offer.rejection, source: offer.source }]))
}
