import { fold } from '../common/text.ts'
import { DoraError, type DoraServiceSummary } from '../dora/port.ts'
import type { ComparedFields } from '../ledger/kept-reading.ts'
import type { Shelves } from '../ledger/ledger.ts'
import type { Link } from '../ledger/links.ts'
import { type DoraView, embedded } from './dora-view.ts'
import type { IncomingOffers } from './incoming.ts'
import { type Candidate, worthReading } from './match.ts'
import { type ComparedName, comparedName } from './name-likeness.ts'
import { ownerName } from './plan-book.ts'

/** Services held ready at once, all structures together; one structure is held whatever its size. */
const AT_ONCE = 20_000

export interface ComparedDeps {
  view: DoraView
  links: Pick<Shelves['links'], 'bySlugs'>
  incoming: Pick<IncomingOffers, 'has'>
  source: string
}

/** The services of each structure, read and made ready once for all the offers that are compared with them. */
export class ComparedStructures {
  readonly #deps: ComparedDeps
  /** By slug of the structure, the one used last at the end. */
  readonly #held = new Map<string, ComparedServices>()
  #size = 0

  constructor(deps: ComparedDeps) {
    this.#deps = deps
  }

  /** @throws DoraError when the structure cannot be read */
  async of(slug: string): Promise<ComparedServices> {
    const held = this.#held.get(slug) ?? (await this.#read(slug))
    this.#held.delete(slug)
    this.#held.set(slug, held)
    return held
  }

  async #read(slug: string): Promise<ComparedServices> {
    const structure = await this.#deps.view.structure(slug)
    if (structure === null) throw new DoraError('structure illisible', { kind: 'dora', status: 404, code: 'not_found' })
    const services = embedded(structure)
    const links = await this.#deps.links.bySlugs(services.map(service => service.slug))
    const read = new ComparedServices(services, links, this.#deps)
    this.#size += read.size
    for (const [oldest, { size }] of this.#held) {
      if (this.#size <= AT_ONCE) break
      this.#held.delete(oldest)
      this.#size -= size
    }
    return read
  }
}

/** Held by no offer of ours. `candidate`: once it was read. */
interface Free {
  summary: DoraServiceSummary
  name: ComparedName
  candidate: Candidate | null
}

/** What one structure lists, as offers are compared with it. */
export class ComparedServices {
  /** Who holds each service, in words; what nobody of ours holds is not in it. */
  readonly owners: ReadonlyMap<string, string>
  readonly size: number
  readonly #view: Pick<DoraView, 'candidate'>
  /** Held by an offer that its source still gives, by folded name: only the very same name matters. */
  readonly #kept: ReadonlyMap<string, Candidate[]>
  /** Held by an offer that has just left the source; and by the numbers of their names: two names of different numbers are never near. */
  readonly #gone: readonly Candidate[]
  readonly #goneByNumbers: ReadonlyMap<string, Candidate[]>
  readonly #free: readonly Free[]
  /** By folded name, whoever holds them. */
  readonly #named: ReadonlyMap<string, DoraServiceSummary[]>

  constructor(
    services: readonly DoraServiceSummary[],
    links: readonly Link[],
    { view, incoming, source }: Pick<ComparedDeps, 'incoming' | 'source'> & { view: Pick<DoraView, 'candidate'> },
  ) {
    const holders = new Map(links.map(link => [link.slug, link]))
    const held = services.flatMap(({ slug, status }) => {
      const link = holders.get(slug)
      return link === undefined ? [] : [ownedCandidate(status, link, link.source === source && !incoming.has(link.key))]
    })
    this.owners = new Map(links.map(link => [link.slug, ownerName(link)]))
    this.size = services.length
    this.#view = view
    this.#kept = Map.groupBy(
      held.filter(({ owner }) => owner?.gone === false),
      ({ name }) => name.folded,
    )
    this.#gone = held.filter(({ owner }) => owner?.gone === true)
    this.#goneByNumbers = Map.groupBy(this.#gone, ({ name }) => name.numbers)
    this.#free = services
      .filter(({ slug }) => !holders.has(slug))
      .map(summary => ({ summary, name: comparedName(summary.name), candidate: null }))
    this.#named = Map.groupBy(services, ({ name }) => fold(name))
  }

  /**
   * Those that an offer of that name may already be; free ones are read in DORA the first time.
   * @param not a service that a person ruled out
   * @throws DoraError when one of them cannot be read
   */
  async candidates(offer: ComparedName, not: string | null): Promise<Candidate[]> {
    const held = [...(this.#kept.get(offer.folded) ?? []), ...this.#goneNear(offer)]
    const found = held.filter(({ slug }) => slug !== not)
    for (const free of this.#free) {
      if (free.summary.slug === not || !worthReading(offer, free.name)) continue
      free.candidate ??= freeCandidate(free, await this.#view.candidate(free.summary.slug))
      found.push(free.candidate)
    }
    return found
  }

  #goneNear({ numbers }: ComparedName): readonly Candidate[] {
    if (numbers === '') return this.#gone
    return [numbers, ''].flatMap(each => this.#goneByNumbers.get(each) ?? [])
  }

  /** A free service of the very same name, wherever it is. */
  twin(offer: ComparedName, not: string | null): DoraServiceSummary | undefined {
    return this.named(offer.folded).find(({ slug }) => slug !== not && !this.owners.has(slug))
  }

  /** Services of that folded name, whoever holds them. */
  named(folded: string): readonly DoraServiceSummary[] {
    return this.#named.get(folded) ?? []
  }
}

function freeCandidate({ summary, name }: Free, fields: ComparedFields | null): Candidate {
  return {
    slug: summary.slug,
    name,
    subcategories: fields?.subcategories ?? [],
    cityCode: fields?.cityCode ?? null,
    status: summary.status,
    owner: null,
  }
}

function ownedCandidate(status: Candidate['status'], link: Link, gone: boolean): Candidate {
  return {
    slug: link.slug,
    name: comparedName(link.sent.name ?? ''),
    subcategories: link.sent.subcategories ?? [],
    cityCode: link.sent.cityCode ?? null,
    status,
    owner: { words: ownerName(link), gone },
  }
}
