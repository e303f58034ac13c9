import { frenchDate } from '../common/french.ts'
import { fold } from '../common/text.ts'
import type { Policy } from '../config/source.ts'
import type { StoredChoice } from '../ledger/choices.ts'
import type { Shelves } from '../ledger/ledger.ts'
import type { Desired, Match } from '../ledger/plan.ts'
import { type ComparedServices, ComparedStructures } from './compared-services.ts'
import type { DoraView } from './dora-view.ts'
import { findStructure, type Place } from './find-structure.ts'
import type { IncomingOffers } from './incoming.ts'
import { type LookAlikes, lookAlike, lookAlikes, type Neighbour } from './look-alike.ts'
import { matchOffer } from './match.ts'
import { comparedName } from './name-likeness.ts'
import type { OfferContext } from './offer-context.ts'
import { goneReason, ownerName, type PlanBook } from './plan-book.ts'
import { planAdoption, planCreation } from './plan-offer.ts'
import { isOfferRefused, refusedOf, sayRefused } from './refused-values.ts'
import type { Spool } from './spool.ts'

export interface UnlinkedDeps {
  policy: Policy
  departments: readonly string[]
  view: DoraView
  /** Services of the whole département. */
  neighbours: () => Promise<readonly Neighbour[]>
  choices: readonly StoredChoice[]
  links: Pick<Shelves['links'], 'bySlugs'>
  source: string
  incoming: IncomingOffers
  context: (desired: Desired) => Promise<OfferContext>
  book: PlanBook
  spool: Spool
  /** `YYYY-MM-DD` */
  today: string
}

/** An offer without a service of its own, once DORA has been asked where it may already be. */
interface Located {
  key: string
  place: Place
  match: Match | null
  /** Who holds the matched service, in words; null when it is free. */
  owner: string | null
}

/**
 * The offers that hold no service yet. They are located one by one and settled together, because two of them may claim the
 * same service, or be the same offer under two keys: neither is then decided without a person.
 */
export class Unlinked {
  readonly #deps: UnlinkedDeps
  readonly #structures: ComparedStructures
  #alike: Promise<LookAlikes> | null = null
  #located = 0

  constructor(deps: UnlinkedDeps) {
    this.#deps = deps
    this.#structures = new ComparedStructures(deps)
  }

  /** @throws DoraError when DORA cannot be read */
  async locate(desired: Desired): Promise<void> {
    const { policy, departments, view, choices, links } = this.#deps
    const chosen = choices.find(choice => choice.topic === 'match' && choice.key === desired.key)
    const value = chosen?.topic === 'match' ? chosen.value : null
    // A person may have named a service of another structure: it is followed where it is.
    const named = value !== null && 'slug' in value ? await view.service(value.slug) : null
    const place: Place =
      named === null
        ? await findStructure(desired.structure, view, choices, policy.createStructures, departments)
        : { kind: 'found', slug: named.structure }
    if (place.kind !== 'found') {
      const match = place.kind === 'create' ? await this.#elsewhere(desired, null, value) : null
      this.#add({ key: desired.key, place, match, owner: null })
      return
    }
    const services = await this.#structures.of(place.slug)
    if (value !== null && 'slug' in value) {
      const [holder] = await links.bySlugs([value.slug])
      const match: Match = {
        certainty: 'certain',
        slug: value.slug,
        score: 1,
        reasons: [`choisi par ${chosen?.decidedBy ?? ''}`],
      }
      this.#add({ key: desired.key, place, match, owner: holder === undefined ? null : ownerName(holder) })
      return
    }
    const match = value !== null && 'create' in value ? null : await this.#match(desired, place.slug, services, value)
    this.#add({ key: desired.key, place, match, owner: services.owners.get(match?.slug ?? '') ?? null })
  }

  async settle(): Promise<void> {
    const { book, incoming, spool } = this.#deps
    const structures = new Set<string>()
    for (const [, line] of spool.room('located')) {
      const item = JSON.parse(line) as Located
      const { place } = item
      const desired = incoming.desired(item.key)
      if (place.kind !== 'found' && this.#isOver(desired)) continue
      const refused = refusedOf(desired.key, this.#deps.choices)
      if (refused['*'] !== undefined && isOfferRefused((await this.#deps.context(desired)).fields, refused)) {
        book.wait(desired, null, sayRefused(refused['*']), 'gestionnaire')
        continue
      }
      switch (place.kind) {
        case 'outside':
          book.wait(desired, null, place.reason)
          break
        case 'ask':
          book.askStructure(desired, place)
          break
        case 'create':
          if (item.match !== null) {
            book.askMatch(desired, item.match)
            break
          }
          if (!structures.has(place.key)) book.createStructure(desired, place.key)
          structures.add(place.key)
          await this.#create(desired, null, place.key)
          break
        case 'found':
          await book.patiently(desired, () => this.#found(item, desired, place.slug))
          break
      }
    }
  }

  /** The services of the structure that are worth comparing, then those of the others. @param choice.not a service that a person ruled out */
  async #match(
    desired: Desired,
    structure: string,
    services: ComparedServices,
    choice: { not: string } | null,
  ): Promise<Match> {
    const not = choice?.not ?? null
    const { subcategories, cityCode } = desired.fields
    const name = comparedName(desired.name)
    const candidates = await services.candidates(name, not)
    const match = matchOffer({
      offer: { name, subcategories, cityCode },
      candidates,
      adoptFrom: this.#deps.policy.adoptFrom,
    })
    if (match.certainty !== 'none') return match
    // The same name in the same structure, free and of another commune: a person may have moved it, or archived it.
    const twin = services.twin(name, not)
    if (twin === undefined) return (await this.#elsewhere(desired, structure, choice)) ?? match
    const archived = twin.status === 'ARCHIVED' ? ['ce service est archivé dans DORA'] : []
    return { certainty: 'doubtful', slug: twin.slug, score: 0.6, reasons: ['même nom, autre commune', ...archived] }
  }

  /** A look-alike in another structure of the département, for a person to see; null: none, or they said it is another service. */
  async #elsewhere(
    desired: Desired,
    structure: string | null,
    choice: { slug: string } | { create: true } | { not: string } | null,
  ): Promise<Match | null> {
    if (choice !== null && 'create' in choice) return null
    const { neighbours, links } = this.#deps
    this.#alike ??= neighbours().then(lookAlikes)
    const among = await this.#alike
    const { name, postalCode } = desired.fields
    const not = choice !== null && 'not' in choice ? choice.not : null
    for (const left = new Set<string>(not === null ? [] : [not]); ; ) {
      const match = lookAlike({ name, postalCode, structure }, among, slug => left.has(slug))
      if (match?.slug == null || (await links.bySlugs([match.slug])).length === 0) return match
      // An offer of ours holds it: another partner's, or another of the same.
      left.add(match.slug)
    }
  }

  async #found({ match, owner }: Located, desired: Desired, structure: string): Promise<void> {
    const { book, view } = this.#deps
    if (match === null || match.certainty === 'none' || match.slug === null) {
      await this.#create(desired, structure, structure)
      return
    }
    const doubt = (reasons: string[]) => book.askMatch(desired, { ...match, certainty: 'doubtful', reasons })
    if (match.certainty === 'doubtful') doubt(match.reasons)
    else if (this.#claims(match.slug) > 1)
      doubt([...match.reasons, 'une autre offre de la source lui ressemble autant'])
    else if (owner !== null) doubt([`ce service est déjà tenu par ${owner}`])
    else {
      const actual = await view.service(match.slug)
      if (actual === null) book.wait(desired, match.slug, goneReason(true))
      else book.add(planAdoption(await this.#deps.context(desired), match, actual))
    }
  }

  /** What is over is never created: it waits until its source gives another date. */
  #isOver(desired: Desired): boolean {
    const end = desired.fields.suspensionDate
    if (end === null || end >= this.#deps.today) return false
    const reason = `Terminée le ${frenchDate(end)} : ce qui est passé n’est pas créé dans DORA. Une nouvelle date, chez le partenaire ou dans « À surveiller », la remet en route.`
    this.#deps.book.wait(desired, null, reason, 'partenaire')
    return true
  }

  async #create(desired: Desired, structure: string | null, key: string): Promise<void> {
    if (this.#isOver(desired)) return
    const { book, choices, spool } = this.#deps
    const folded = fold(desired.name)
    const known =
      structure === null ? [] : (await this.#structures.of(structure)).named(folded).map(service => service.slug)
    const place = `${key}|${folded}|${desired.fields.cityCode ?? ''}`
    // What this plan creates already, by structure, name and commune.
    const twin = spool.recall('created', place)
    const chosen = choices.some(choice => choice.topic === 'match' && choice.key === desired.key)
    if (twin !== undefined && !chosen) {
      const reason = `même nom, même structure et même commune que l’offre « ${twin} » de la source`
      book.askMatch(desired, { certainty: 'doubtful', slug: null, score: 1, reasons: [reason] })
      return
    }
    spool.keep('created', place, desired.name)
    book.add(planCreation(await this.#deps.context(desired), structure, key, known))
  }

  #add(located: Located): void {
    const { spool } = this.#deps
    const { match } = located
    if (match?.certainty === 'certain' && match.slug !== null)
      spool.keep('claims', match.slug, String(this.#claims(match.slug) + 1))
    // Structure by structure, in the order of the source in each: one listing of a structure then serves all that is created in it.
    const { place } = located
    const where = place.kind === 'found' ? place.slug : place.kind === 'outside' ? '' : place.key
    this.#located += 1
    spool.keep('located', `${where}\n${String(this.#located).padStart(9, '0')}`, JSON.stringify(located))
  }

  /** Offers that are certain to be that service. */
  #claims(slug: string): number {
    return Number(this.#deps.spool.recall('claims', slug) ?? 0)
  }
}
