import { parisDay } from '../common/paris-day.ts'
import type { NormalisedOffer } from '../normalise/normalised-offer.ts'
import { declaredKey, declaredOffer } from '../normalise/statements/declared-offer.ts'
import type { Statement } from '../normalise/statements/statement.ts'
import { withStatements } from '../normalise/statements/with-statements.ts'
import { officialGeography } from '../reference/official-geography.ts'
import type { App, SourceEntry } from './app.ts'
import type { Reading } from './read-offers.ts'

/** Accepted statements looked at; a partner says less than this in years. */
const MOST = 5000

/**
 * A reading with what its partner said on the portal and the gestionnaire accepted: corrections over what was read, confirmations as
 * dates, offers declared beside (in the first of the partner's sources), and without the offers that were withdrawn.
 */
export async function withPartnerWords(app: App, { config }: SourceEntry, reading: Reading): Promise<Reading> {
  const said = await accepted(app, config, MOST)
  if (said.length === 0) return reading
  const today = parisDay(new Date(reading.version))
  const declared = isFirstSource(app, config) ? declarations(app, config, said, today) : { offers: [], rejections: [] }
  const rejections = [...reading.rejections, ...declared.rejections]
  function* offers(): Generator<NormalisedOffer> {
    for (const offer of withDeclared(reading.offers, declared.offers)) {
      const own = said.filter(each => each.offer?.source === config.id && each.offer.key === offer.key)
      if (!isWithdrawn(own, said, offer)) yield withStatements(offer, own, today)
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

/** Whether a source has anything to read: an address in this mode, or the words of its partner. */
export async function hasSomethingToRead(app: App, { config }: SourceEntry): Promise<boolean> {
  return app.sites.address(config) !== null || (await accepted(app, config, 1)).length > 0
}

async function accepted(app: App, config: SourceEntry['config'], limit: number): Promise<Statement[]> {
  if (config.role !== 'offers') return []
  return app.ledger.statements.list({ partner: config.partner, state: 'accepted', limit })
}

function isFirstSource(app: App, config: SourceEntry['config']): boolean {
  const ids = app.sources.filter(each => each.config.partner === config.partner && each.config.role === 'offers')
  return ids.map(each => each.config.id).toSorted()[0] === config.id
}

function declarations(app: App, config: SourceEntry['config'], said: Statement[], today: string) {
  const lines = app.convention.fiches.flatMap(fiche => fiche.lines)
  const own = lines.filter(line => line.offer && line.partners.includes(config.partner))
  const context = {
    source: config.id,
    // Which line a declared offer answers is sure only when the partner has one.
    actions: own.length === 1 ? own.map(line => line.id) : [],
    today,
    geography: officialGeography(),
  }
  const last = new Map<string, Statement>()
  for (const statement of said.toReversed())
    if (statement.body.kind === 'declaration')
      last.set(declaredKey(statement.body.fields.id ?? statement.id), statement)
  const offers: NormalisedOffer[] = []
  const rejections: Reading['rejections'] = []
  for (const statement of last.values()) {
    const made = declaredOffer(statement, context)
    if (made === null) continue
    if ('offer' in made) offers.push(made.offer)
    else rejections.push(made.rejection)
  }
  return { offers, rejections }
}

/** Withdrawn, and neither confirmed, corrected nor declared again since. */
function isWithdrawn(own: Statement[], said: Statement[], offer: NormalisedOffer): boolean {
  const [latest] = [
    ...own,
    ...said.filter(
      each => each.body.kind === 'declaration' && declaredKey(each.body.fields.id ?? each.id) === offer.key,
    ),
  ].toSorted((a, b) => (a.at < b.at ? 1 : -1))
  return latest?.body.kind === 'withdrawal'
}
