import { censusInput } from '../census/census-input.ts'
import { atKey } from '../common/at-key.ts'
import { parisDay } from '../common/paris-day.ts'
import { actionIdsIn } from '../convention/action-links.ts'
import { conventionOf, everyPartner, type NamedConvention } from '../convention/in-force.ts'
import type { Alike, CoverageInput, OfferRow } from '../coverage/input.ts'
import { speakers } from '../coverage/parcours.ts'
import type { HomeStanding } from '../dora/visibility.ts'
import type { ReportShelves } from '../ledger/report-shelves.ts'
import { RUN_STATES } from '../portal/statuses.ts'
import type { SourceEntry } from '../sync/ports.ts'
import type { App } from './app.ts'
import { answersOf, lettersTo } from './partner-contacts.ts'
import type { SourceStandings } from './source-standings.ts'

/** Statements looked at; partners say less than this in years. */
const MOST_SAID = 20_000

/** What a report needs of the program. */
export type CoverageSources = Pick<App, 'clock' | 'newId' | 'convention' | 'conventions' | 'territory'> & {
  ledger: ReportShelves
  sources: readonly Pick<SourceEntry, 'config'>[]
  /** How each source stands, by its id; absent: not looked at. */
  standings?: SourceStandings
}

/** What the report of `date` is computed from, read from the ledger as it stands. @param date `YYYY-MM-DD` */
export async function coverageInput(app: CoverageSources, date: string): Promise<CoverageInput<OfferRow>> {
  const census = await censusInput(app.ledger, date)
  const [memories, offers, rejections, letters, said] = await Promise.all([
    app.ledger.sources.list(),
    app.ledger.offerRows(),
    app.ledger.rejections(),
    lettersTo(app.ledger),
    app.ledger.statements.list({ limit: MOST_SAID }),
  ])
  const answers = answersOf(said)
  const remembered = new Map(memories.map(memory => [memory.id, memory]))
  const input: CoverageInput<OfferRow> = {
    date,
    convention: everybodyNamed(app.convention, app.conventions),
    territory: app.territory,
    sources: app.sources.map(({ config }) => {
      const memory = remembered.get(config.id)
      const standing = app.standings?.[config.id]
      const outcome = memory?.lastOutcome as keyof typeof RUN_STATES | null | undefined
      return {
        id: config.id,
        name: config.name,
        partner: config.partner,
        lastSuccess: memory?.lastSuccess ?? null,
        outcome: outcome ? RUN_STATES[outcome].word : null,
        ...(standing ? { standing } : {}),
      }
    }),
    offers: underNames(withHomes(offers, census?.homes ?? new Map()), app.convention, app.conventions, date),
    census: census?.counted ?? null,
    rejections,
    // Who answered was in touch.
    contacts: [...letters, ...answers],
    answers,
    corrections: said.flatMap(({ offer, body, at, state }) =>
      offer === null || body.kind !== 'correction' || state !== 'accepted'
        ? []
        : Object.keys(body.fields).map(field => ({ ...offer, field, day: parisDay(new Date(at)) })),
    ),
  }
  await tellWhole(app.ledger, speakers(input))
  return input
}

/** Has these offers say all their words, as their partners last did. */
export async function tellWhole(ledger: Pick<ReportShelves, 'offers'>, rows: readonly OfferRow[]): Promise<void> {
  for (const row of rows) {
    const known = await ledger.offers.read(row.like.offer.source, row.key)
    if (known?.record) row.description = known.record.service.description
  }
}

/** With the partners of the others too: sources of an ended convention are still read, and their partners have names. */
function everybodyNamed(convention: NamedConvention, conventions: readonly NamedConvention[]): NamedConvention {
  const own = new Set(convention.partners.map(({ id }) => id))
  return {
    ...convention,
    partners: [...convention.partners, ...everyPartner(conventions).filter(({ id }) => !own.has(id))],
  }
}

/** Where a pass was not told whether a structure lets its services be seen, the census often was. */
function withHomes(offers: readonly OfferRow[], homes: ReadonlyMap<string, HomeStanding | null>): readonly OfferRow[] {
  if (homes.size === 0) return offers
  const known = new Map<Alike, Map<HomeStanding, Alike>>()
  return offers.map(row => {
    const { like, slug } = row
    const home = slug === null || (like.home ?? null) !== null ? null : homes.get(slug)
    if (!home) return row
    const told = atKey(known, like, () => new Map())
    return { ...row, like: atKey(told, home, () => ({ ...like, home })) }
  })
}

/** Offers answer the lines of one convention under the ids that it gives them: they are named as in the convention in force, which may call them otherwise. */
function underNames(
  offers: readonly OfferRow[],
  { id }: NamedConvention,
  conventions: readonly NamedConvention[],
  date: string,
): readonly OfferRow[] {
  const target = conventions.find(each => each.id === id)
  if (conventions.length < 2 || target === undefined) return offers
  const idsOf = actionIdsIn(conventions, conventionOf(conventions, date), target)
  const names = new Map<string, readonly string[]>()
  const renamed = (like: Alike): Alike => {
    const { actions } = like.offer
    const own = actions.flatMap(name => atKey(names, name, () => idsOf(name)))
    if (own.length === actions.length && own.every((id, at) => id === actions[at])) return like
    return { ...like, offer: { ...like.offer, actions: [...new Set(own)] } }
  }
  const known = new Map<Alike, Alike>()
  return offers.map(row => {
    const like = atKey(known, row.like, renamed)
    return like === row.like ? row : { ...row, like }
  })
}
