import { parisDay } from '../../common/paris-day.ts'
import type { Rejection } from '../../common/rejection.ts'
import type { SourceConfig } from '../../config/source.ts'
import type { Convention } from '../../convention/convention.ts'
import type { Outcome } from '../../harvest/connector.ts'
import type { NormalisedOffer } from '../normalised-offer.ts'
import { declaredContext } from './declared-context.ts'
import { declaredKey, declaredOffer } from './declared-offer.ts'
import type { Statement } from './statement.ts'
import { withStatements } from './with-statements.ts'

/** What a source said. */
interface Read {
  outcome: Outcome
  offers: Iterable<NormalisedOffer>
  rejections: Rejection[]
  /** ISO instant the reading began. */
  version: string
}

/**
 * A reading with what its partner said on the portal and the gestionnaire accepted: corrections over what was read, confirmations as
 * dates, offers declared beside (in the first of the partner's sources), and without the offers that were withdrawn. Pure.
 * What of a correction cannot be applied joins the rejections as its offer is read: they are whole once the offers are.
 * @param said accepted statements of the partner, latest first
 * @param context.first whether this is the first of the partner's sources
 */
export function withPartnerWords<R extends Read>(
  reading: R,
  said: readonly Statement[],
  { config, first, convention }: { config: SourceConfig; first: boolean; convention: Convention },
): R {
  if (said.length === 0) return reading
  const today = parisDay(new Date(reading.version))
  const declared = first ? declarations(convention, config, said, today) : { offers: [], rejections: [] }
  const rejections = [...reading.rejections, ...declared.rejections]
  function* offers(): Generator<NormalisedOffer> {
    for (const offer of withDeclared(reading.offers, declared.offers)) {
      const own = said.filter(each => each.offer?.source === config.id && each.offer.key === offer.key)
      if (isWithdrawn(own, said, offer)) continue
      const corrected = withStatements(offer, own, today, convention.department)
      rejections.push(...corrected.unapplied)
      yield corrected.offer
    }
  }
  // Without any page, what was declared is the whole listing.
  const alone =
    reading.outcome.state === 'failed' && reading.outcome.code === 'sans-adresse' && declared.offers.length > 0
  return {
    ...reading,
    ...(alone ? { outcome: { state: 'complete', documents: 0 } } : {}),
    offers: offers(),
    rejections,
  }
}

/** What was read, then what was declared beside it: the page's own offer wins over one declared under its key. */
function* withDeclared(
  read: Iterable<NormalisedOffer>,
  declared: readonly NormalisedOffer[],
): Generator<NormalisedOffer> {
  const missing = new Map(declared.map(offer => [offer.key, offer]))
  for (const offer of read) {
    missing.delete(offer.key)
    yield offer
  }
  yield* missing.values()
}

function declarations(convention: Convention, config: SourceConfig, said: readonly Statement[], today: string) {
  const context = declaredContext(convention, config, today)
  const last = new Map<string, Statement>()
  for (const statement of said.toReversed())
    if (statement.body.kind === 'declaration')
      last.set(declaredKey(statement.body.fields.id ?? statement.id), statement)
  const offers: NormalisedOffer[] = []
  const rejections: Rejection[] = []
  for (const statement of last.values()) {
    const made = declaredOffer(statement, context)
    if (made === null) continue
    if ('offer' in made) offers.push(made.offer)
    else rejections.push(made.rejection)
  }
  return { offers, rejections }
}

/** Withdrawn, and neither confirmed, corrected nor declared again since. */
function isWithdrawn(own: readonly Statement[], said: readonly Statement[], offer: NormalisedOffer): boolean {
  const [latest] = [
    ...own,
    ...said.filter(
      each => each.body.kind === 'declaration' && declaredKey(each.body.fields.id ?? each.id) === offer.key,
    ),
  ].toSorted((a, b) => (a.at < b.at ? 1 : -1))
  return latest?.body.kind === 'withdrawal'
}
