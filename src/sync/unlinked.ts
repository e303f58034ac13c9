import { fold } from '../common/text.ts'
import type { Policy } from '../config/source.ts'
import { DoraError } from '../dora/contract.ts'
import type { StoredChoice } from '../ledger/choices.ts'
import type { Shelves } from '../ledger/ledger.ts'
import type { Link } from '../ledger/links.ts'
import type { Desired, Match } from './contract.ts'
import { type DoraView, embedded } from './dora-view.ts'
import { findStructure, type Place } from './find-structure.ts'
import { type Candidate, matchOffer, worthReading } from './match.ts'
import { contextOf } from './offer-context.ts'
import { goneReason, ownerName, type PlanBook } from './plan-book.ts'
import { planAdoption, planCreation } from './plan-offer.ts'

export interface UnlinkedDeps {
  policy: Policy
  departments: readonly string[]
  view: DoraView
  choices: readonly StoredChoice[]
  links: Pick<Shelves['links'], 'bySlugs'>
  /** Keys that the source shows today. */
  present: ReadonlySet<string>
  book: PlanBook
}

/** An offer without a service of its own, once DORA has been asked where it may already be. */
interface Located {
  desired: Desired
  place: Place
  match: Match | null
  /** Who holds the matched service; null when it is free. */
  owner: Link | null
  /** Slugs of the structure's services. */
  known: string[]
}

/**
 * The offers that hold no service yet. They are located one by one and settled together, because two of them may claim the
 * same service, or be the same offer under two keys: neither is then decided without a person.
 */
export class Unlinked {
  readonly #deps: UnlinkedDeps
  readonly #located: Located[] = []
  /** What this plan creates already, by structure, name and commune. */
  readonly #created = new Map<string, string>()

  constructor(deps: UnlinkedDeps) {
    this.#deps = deps
  }

  /** @throws DoraError when DORA cannot be read */
  async locate(desired: Desired): Promise<void> {
    const { policy, departments, view, choices, links } = this.#deps
    const place = await findStructure(desired.structure, view, choices, policy.createStructures, departments)
    if (place.kind !== 'found') {
      this.#located.push({ desired, place, match: null, owner: null, known: [] })
      return
    }
    const structure = await view.structure(place.slug)
    if (structure === null) throw new DoraError('structure illisible', { kind: 'dora', status: 404, code: 'not_found' })
    const known = embedded(structure).map(service => service.slug)
    const chosen = choices.find(choice => choice.topic === 'match' && choice.key === desired.key)
    const value = chosen?.topic === 'match' ? chosen.value : null
    const slugs = value !== null && 'slug' in value ? [value.slug] : known
    const owners = new Map((await links.bySlugs(slugs)).map(link => [link.slug, link]))
    const match = await this.#match(desired, structure, owners, value, chosen?.decidedBy ?? '')
    this.#located.push({ desired, place, match, owner: owners.get(match?.slug ?? '') ?? null, known })
  }

  async settle(): Promise<void> {
    const { book } = this.#deps
    const claims = new Map<string, number>()
    for (const { match } of this.#located)
      if (match?.certainty === 'certain' && match.slug !== null)
        claims.set(match.slug, (claims.get(match.slug) ?? 0) + 1)
    const structures = new Set<string>()
    for (const item of this.#located) {
      const { desired, place } = item
      switch (place.kind) {
        case 'outside':
          book.wait(desired, null, place.reason)
          break
        case 'ask':
          book.askStructure(desired, place)
          break
        case 'create':
          if (!structures.has(place.key)) book.createStructure(desired, place.key)
          structures.add(place.key)
          this.#create(item, null, place.key)
          break
        case 'found':
          await book.patiently(desired, () => this.#found(item, place.slug, claims))
          break
      }
    }
  }

  /** A person's choice first; then the services of the structure that are worth comparing. Null: a person said to create. */
  async #match(
    desired: Desired,
    structure: Parameters<typeof embedded>[0],
    owners: ReadonlyMap<string, Link>,
    choice: { slug: string } | { create: true } | null,
    by: string,
  ): Promise<Match | null> {
    const { policy, view, present } = this.#deps
    if (choice !== null && 'slug' in choice)
      return { certainty: 'certain', slug: choice.slug, score: 1, reasons: [`choisi par ${by}`] }
    if (choice !== null) return null
    const candidates: Candidate[] = []
    for (const summary of embedded(structure)) {
      const owner = owners.get(summary.slug)
      if (owner !== undefined) {
        const gone = owner.source === desired.source && !present.has(owner.key)
        candidates.push(ownedCandidate(summary.status, owner, gone))
      } else if (worthReading(desired.name, summary.name)) {
        const service = await view.service(summary.slug)
        candidates.push({
          slug: summary.slug,
          name: summary.name,
          subcategories: service?.fields.subcategories ?? [],
          cityCode: service?.fields.cityCode ?? null,
          status: summary.status,
          owner: null,
        })
      }
    }
    const offer = { name: desired.name, subcategories: desired.fields.subcategories, cityCode: desired.fields.cityCode }
    return matchOffer({ offer, candidates, adoptFrom: policy.adoptFrom })
  }

  async #found(item: Located, structure: string, claims: ReadonlyMap<string, number>): Promise<void> {
    const { book, view, policy, choices } = this.#deps
    const { desired, match, owner } = item
    if (match === null || match.certainty === 'none' || match.slug === null) {
      this.#create(item, structure, structure)
      return
    }
    const doubt = (reasons: string[]) => book.askMatch(desired, { ...match, certainty: 'doubtful', reasons })
    if (match.certainty === 'doubtful') doubt(match.reasons)
    else if ((claims.get(match.slug) ?? 0) > 1)
      doubt([...match.reasons, 'une autre offre de la source lui ressemble autant'])
    else if (owner !== null) doubt([`ce service est déjà tenu par ${ownerName(owner)}`])
    else {
      const actual = await view.service(match.slug)
      if (actual === null) book.wait(desired, match.slug, goneReason(true))
      else book.add(planAdoption(contextOf(desired, policy, choices), match, actual))
    }
  }

  #create({ desired, known }: Located, structure: string | null, key: string): void {
    const { book, policy, choices } = this.#deps
    const place = `${key}|${fold(desired.name)}|${desired.fields.cityCode ?? ''}`
    const twin = this.#created.get(place)
    const chosen = choices.some(choice => choice.topic === 'match' && choice.key === desired.key)
    if (twin !== undefined && !chosen) {
      const reason = `même nom, même structure et même commune que l’offre «\u00A0${twin}\u00A0» de la source`
      book.askMatch(desired, { certainty: 'doubtful', slug: null, score: 1, reasons: [reason] })
      return
    }
    this.#created.set(place, desired.name)
    book.add(planCreation(contextOf(desired, policy, choices), structure, key, known))
  }
}

function ownedCandidate(status: Candidate['status'], link: Link, gone: boolean): Candidate {
  return {
    slug: link.slug,
    name: link.sent.name ?? '',
    subcategories: link.sent.subcategories ?? [],
    cityCode: link.sent.cityCode ?? null,
    status,
    owner: { words: ownerName(link), gone },
  }
}
