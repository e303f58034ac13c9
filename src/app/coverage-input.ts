import { censusInput } from '../census/census-input.ts'
import { parisDay } from '../common/paris-day.ts'
import { everyPartner, type NamedConvention, namesOfAction } from '../convention/in-force.ts'
import type { CoverageInput, OfferState } from '../coverage/input.ts'
import { speakers } from '../coverage/parcours.ts'
import type { HomeStanding } from '../dora/visibility.ts'
import { RUN_STATES } from '../portal/statuses.ts'
import type { SourceEntry } from '../sync/ports.ts'
import type { App } from './app.ts'
import type { SourceStandings } from './source-standings.ts'

/** Accepted statements looked at; partners say less than this in years. */
const MOST_SAID = 20_000

/** What a report needs of the program. */
export type CoverageSources = Pick<App, 'ledger' | 'clock' | 'newId' | 'convention' | 'conventions' | 'territory'> & {
  sources: readonly Pick<SourceEntry, 'config'>[]
  /** How each source stands, by its id; absent: not looked at. */
  standings?: SourceStandings
}

/** What the report of `date` is computed from, read from the ledger as it stands. @param date `YYYY-MM-DD` */
export async function coverageInput(app: CoverageSources, date: string): Promise<CoverageInput> {
  const census = await censusInput(app.ledger, date)
  const [memories, offers, rejections, contacts, said] = await Promise.all([
    app.ledger.sources.list(),
    app.ledger.offerStates(),
    app.ledger.rejections(),
    app.ledger.people.contacts(),
    app.ledger.statements.list({ state: 'accepted', limit: MOST_SAID }),
  ])
  const remembered = new Map(memories.map(memory => [memory.id, memory]))
  const input: CoverageInput = {
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
    offers: underNames(withHomes(offers, census?.homes ?? new Map()), app.convention, app.conventions),
    census: census?.counted ?? null,
    rejections,
    contacts: contacts.map(({ partner, created }) => ({ partner, day: parisDay(new Date(created)) })),
    corrections: said.flatMap(({ offer, body, at }) =>
      offer === null || body.kind !== 'correction'
        ? []
        : Object.keys(body.fields).map(field => ({ ...offer, field, day: parisDay(new Date(at)) })),
    ),
  }
  await tellWhole(app.ledger, speakers(input))
  return input
}

/** Has these offers say all their words, as their partners last did. */
export async function tellWhole(ledger: Pick<App['ledger'], 'offers'>, states: readonly OfferState[]): Promise<void> {
  for (const { offer } of states) {
    const known = await ledger.offers.read(offer.source, offer.key)
    if (known?.record) offer.description = known.record.service.description
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
function withHomes(
  offers: CoverageInput['offers'],
  homes: ReadonlyMap<string, HomeStanding | null>,
): CoverageInput['offers'] {
  return offers.map(offer => {
    const home = offer.slug === null || (offer.home ?? null) !== null ? null : homes.get(offer.slug)
    return home ? { ...offer, home } : offer
  })
}

/** Offers answer the lines of one convention under the ids that it gives them: an action may have been named otherwise before, or since. */
function underNames(
  offers: CoverageInput['offers'],
  convention: NamedConvention,
  conventions: readonly NamedConvention[],
): CoverageInput['offers'] {
  if (conventions.length < 2) return offers
  const own = new Set(convention.fiches.flatMap(fiche => fiche.lines.map(line => line.id)))
  const names = new Map([...own].flatMap(id => [...namesOfAction(conventions, id)].map(name => [name, id] as const)))
  return offers.map(state => {
    const { actions } = state.offer
    if (actions.every(id => own.has(id))) return state
    return {
      ...state,
      offer: { ...state.offer, actions: actions.map(id => (own.has(id) ? id : (names.get(id) ?? id))) },
    }
  })
}
