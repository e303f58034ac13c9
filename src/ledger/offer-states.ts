import { parisDay } from '../common/paris-day.ts'
import type { Rejection } from '../common/rejection.ts'
import type { OfferState } from '../coverage/input.ts'
import { shownService } from '../dora/translate.ts'
import type { LedgerDeps } from './deps.ts'
import { linksOf } from './links.ts'
import { offersOf } from './offers.ts'
import { runsOf } from './runs.ts'
import { sourcesOf } from './sources.ts'
import { statementsOf } from './statements.ts'

/** Every offer that was usable at least once, as the coverage report reads it. */
export async function offerStates(deps: LedgerDeps): Promise<OfferState[]> {
  const links = new Map((await linksOf(deps).list()).map(link => [`${link.source}\n${link.key}`, link]))
  const confirmed = await statementsOf(deps).confirmations()
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
      suspension: link?.suspension ?? null,
      home: link?.home ?? null,
      publishedAt: link?.published ?? null,
      confirmedAt: lastDay(confirmed.get(`${offer.source}\n${offer.key}`), link?.edited),
      whose: offer.whose,
      shown: link === null ? null : shownService(offer.record.service, link.shown ?? link.base, link.modified),
    })
  }
  return states
}

/**
 * The day a person last vouched for the offer, `YYYY-MM-DD`: on the portal, by telephone, or by saving it in DORA. A date that the
 * source shows, and what the robot writes, are nobody's word.
 */
function lastDay(said: string | undefined, edited: string | null | undefined): string | null {
  const saved = edited ? parisDay(new Date(edited)) : ''
  return [said ?? '', saved].toSorted().at(-1) || null
}

/** The rejections that stand today: one per refused offer, and those of each source's last run that name no offer. */
export async function standingRejections(deps: LedgerDeps): Promise<(Rejection & { source: string })[]> {
  const offers = await offersOf(deps).list()
  const standing = offers.flatMap(offer =>
    offer.rejection === null ? [] : [{ ...offer.rejection, source: offer.source }],
  )
  const runs = runsOf(deps)
  for (const { id: source } of await sourcesOf(deps).list()) {
    const [last] = await runs.list({ source, limit: 1 })
    if (last === undefined || last.report === null || last.report.counts.rejected === 0) continue
    for await (const { rejection } of runs.lines(last.id))
      if (rejection !== undefined && rejection.key === null) standing.push({ ...rejection, source })
  }
  return standing
}
