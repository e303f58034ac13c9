import type { Policy } from '../config/source.ts'
import type { StoredChoice } from '../ledger/choices.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Link } from '../ledger/links.ts'
import type { KnownLine } from '../ledger/offers.ts'
import type { DoraView } from './dora-view.ts'
import type { IncomingOffers } from './incoming.ts'
import { sidesOf } from './offer-context.ts'
import { goneReason, movedAway, type PlanBook } from './plan-book.ts'
import { planRetirement } from './plan-retirement.ts'
import { refusedOf } from './refused-values.ts'

export interface AbsenceDeps {
  run: string
  source: string
  policy: Policy
  incoming: IncomingOffers
  ledger: Pick<Ledger, 'offers' | 'links'>
  view: DoraView
  book: PlanBook
  choices: readonly StoredChoice[]
  /** Whether the offer of that key comes back under another. */
  goesOn(key: string): boolean
  /** Whether what was last written of it is in doubt; its line is then said. */
  waitsForDoubt(offer: { key: string; name: string }): boolean
}

/** What a complete reading does not show: one more absence each, and the end of those that were absent often enough. @throws DoraError */
export async function planAbsences(deps: AbsenceDeps): Promise<void> {
  const { ledger, source, incoming } = deps
  for await (const offers of ledger.offers.pages(source)) {
    const gone = offers.filter(({ key, state }) => !incoming.has(key) && state !== 'retired' && !deps.goesOn(key))
    const links = await ledger.links.byKeys(
      source,
      gone.map(offer => offer.key),
    )
    for (const offer of gone) await planAbsence(offer, links.find(link => link.key === offer.key) ?? null, deps)
  }
}

async function planAbsence(offer: KnownLine, link: Link | null, deps: AbsenceDeps): Promise<void> {
  const { policy, run, book } = deps
  const misses = offer.misses + (offer.run === run ? 0 : 1)
  book.missed(offer.key)
  if (deps.waitsForDoubt(offer)) return
  if (misses < policy.retireAfter) {
    const reason = `Absente de la source (${misses} passage complet sur les ${policy.retireAfter} qu’il faut pour la retirer) ; rien ne change encore.`
    book.wait(offer, link?.slug ?? null, reason)
  } else if (link === null) book.line(offer, null, 'retired', 'Absente de la source ; elle n’était pas dans DORA.')
  else if (book.askedAbout().has(link.slug)) {
    const reason =
      'Absente de la source, mais une autre offre est peut-être le même service : cela reste à dire d’abord.'
    book.wait(offer, link.slug, reason, 'gestionnaire')
  } else await book.patiently(offer, () => retire({ ...offer, misses, version: link.version }, link, deps))
}

async function retire(
  offer: Parameters<typeof planRetirement>[0],
  link: Link,
  { policy, view, book, choices }: AbsenceDeps,
): Promise<void> {
  const structure = await view.home(link.structure)
  const actual = await view.service(link.slug)
  const listed = await view.listed(link.structure, link.slug)
  if (actual === null) book.wait(offer, link.slug, goneReason(listed !== undefined))
  else if (structure !== null && !view.allowed(structure.department))
    book.wait(offer, link.slug, movedAway(structure.department))
  else {
    const { status } = sidesOf(offer.key, choices)
    book.add(planRetirement(offer, link, actual, policy.neverOurs, status, refusedOf(offer.key, choices)))
  }
}
