import { parisDay } from '../../common/paris-day.ts'
import { placedBefore } from '../../sync/locate.ts'
import { translateOffer } from '../../sync/translate-offer.ts'
import { crossFindings } from '../desk/cross-findings.ts'
import type { Desk } from '../desk/desk.ts'
import { questionOf } from '../desk/question-of.ts'
import type { Html } from '../layout.ts'
import type { OfferPageParts } from './offer-page.ts'

/** All that the page of an offer tells, or null when no offer has that key. @param field hidden token of the forms */
export async function readOffer(desk: Desk, source: string, key: string, field: Html): Promise<OfferPageParts | null> {
  const { offer, link, lines } = await desk.ledger.history(source, key)
  if (!offer) return null
  const config = desk.source(source)
  const convention = desk.convention()
  const [live, statements, rules, across, question] = await Promise.all([
    link ? desk.actions.shown(link.slug).catch(() => null) : null,
    desk.ledger.statements.list({ offer: { source, key } }),
    desk.ledger.choices.of(source, key),
    crossFindings({ ledger: desk.ledger, sources: desk.sources(), convention }, offer),
    questionOf(desk.ledger, offer),
  ])
  const desired =
    offer.record && config
      ? translateOffer(offer.record, config, offer.version, null, await placedBefore(offer.record, desk.ledger)).desired
          .fields
      : null
  return {
    offer,
    link,
    lines,
    live,
    desired,
    statements,
    rules,
    across,
    question,
    convention,
    sourceName: config?.name ?? source,
    doraPages: desk.doraPages,
    today: parisDay(desk.clock.now()),
    field,
  }
}
