import {
  DoraError,
  type DoraReader,
  type DoraService,
  type DoraServiceLine,
  type DoraServiceSummary,
  type DoraStructure,
  type DoraStructureSummary,
  type Moved,
} from '../dora/port.ts'
import type { ComparedFields, KeptReading } from '../ledger/kept-reading.ts'
import type { Lease } from '../ledger/leases.ts'
import { fingerprintOfLines } from './fingerprint-of-lines.ts'
import { DoraAway } from './patient-dora.ts'
import type { Spool } from './spool.ts'

/** The list of the département was not read whole: without it every offer would look new, so the run did not happen. */
export class CensusLost extends DoraError {}

function censusLost(error: unknown): never {
  if (!(error instanceof DoraError) || error instanceof DoraAway) throw error
  const { kind, status, code, fields, retryAfterMs } = error
  throw new CensusLost(
    `la liste des structures n’est pas venue entière. ${error.message}`,
    { kind, status, code, fields, retryAfterMs },
    { cause: error },
  )
}

/** A structure without the lists of its services. */
export type Home = Omit<DoraStructure, 'services' | 'archivedServices'>

/**
 * DORA as read during one plan: each thing asked for once, and remembered for the plan's fingerprint. What was read is put aside,
 * not held; a reading that failed is not remembered, so that it is tried again for the next offer that needs it. Once the lease is lost,
 * nothing more is read (LeaseLost). What an earlier pass read and nothing moved since is believed instead (`rely`); what offers without a service
 * and conflicts were compared with is listed for the next one.
 */
export class DoraView {
  readonly #batch: string | null
  readonly #reader: DoraReader
  readonly #departments: readonly string[]
  readonly #spool: Spool
  readonly #stop: AbortSignal
  #list: Promise<DoraStructureSummary[]> | null = null
  #services: Promise<DoraServiceLine[]> | null = null
  #answered = false
  #lost = false

  constructor(
    {
      batch = null,
      reader,
      departments,
      lease,
    }: {
      batch?: string | null | undefined
      reader: DoraReader
      departments: readonly string[]
      lease: Pick<Lease, 'signal'>
    },
    spool: Spool,
  ) {
    this.#batch = batch
    this.#reader = reader
    this.#departments = departments
    this.#stop = lease.signal
    this.#spool = spool
  }

  /** Every structure of the départements we may write in. The one long reading: when it fails, it is not tried again in this plan. */
  listStructures(): Promise<DoraStructureSummary[]> {
    this.#list ??= (async () => {
      const all: DoraStructureSummary[] = []
      for (const department of this.#departments) {
        this.#stop.throwIfAborted()
        all.push(...(await this.#reader.listStructures(department).catch(censusLost)))
      }
      this.#answered = true
      return all
    })()
    return this.#list
  }

  /** Every service of the départements, whatever its structure. When the list does not come, all who need it wait. */
  listServices(): Promise<DoraServiceLine[]> {
    this.#services ??= (async () => {
      const all: DoraServiceLine[] = []
      for (const department of this.#departments) {
        this.#stop.throwIfAborted()
        all.push(...(await this.#reader.listServices(department)))
      }
      return all
    })()
    return this.#services
  }

  /** What moved in DORA since an instant, in milliseconds; null instead: only when the last change was. */
  async movedSince(since: number | null): Promise<Moved | null> {
    this.#stop.throwIfAborted()
    const moved = await this.#reader.movedSince(since, this.#batch)
    this.#answered = true
    return moved
  }

  /** Readings of an earlier pass that stand. */
  rely(readings: readonly KeptReading[]): void {
    for (const reading of readings) this.#spool.keep('relied', nameOf(reading), JSON.stringify(reading))
  }

  /** Whether somebody asked for this pass by itself. */
  get alone(): boolean {
    return this.#batch === null
  }

  /** JSON of what the next pass may rely on. */
  *readings(): Generator<string> {
    for (const [, reading] of this.#spool.room('compared')) yield reading
  }

  /** A service that did not move, without having been read. */
  trust(slug: string, modified: string): void {
    this.#spool.keep('seen', slug, modified)
  }

  structureBySiret(siret: string): Promise<DoraStructureSummary | null> {
    return this.#remember('siret', siret, async () => {
      const relied = this.#relied('siret', siret)
      const found = relied === undefined ? await this.#reader.structureBySiret(siret) : relied.found
      this.#note({ of: 'siret', siret, found })
      return found
    })
  }

  async structure(slug: string): Promise<DoraStructure | null> {
    const home = await this.home(slug)
    if (home === null) return null
    const lists = JSON.parse(this.#spool.recall('lists', slug) ?? '') as Pick<
      DoraStructure,
      'services' | 'archivedServices'
    >
    const structure = { ...home, ...lists }
    this.#note({ of: 'structure', structure })
    return structure
  }

  home(slug: string): Promise<Home | null> {
    return this.#remember('structure', slug, async () => {
      const structure = this.#relied('structure', slug)?.structure ?? (await this.#reader.readStructure(slug))
      if (structure === null) return null
      const { services, archivedServices, ...home } = structure
      this.#spool.keep('lists', slug, JSON.stringify({ services, archivedServices }))
      for (const service of embedded(structure)) {
        this.#spool.keep('seen', service.slug, service.modificationDate)
        this.#spool.keep(`listed:${slug}`, service.slug, JSON.stringify(service))
      }
      return home
    })
  }

  /** A service as its structure lists it. */
  async listed(structure: string, service: string): Promise<DoraServiceSummary | undefined> {
    if ((await this.home(structure)) === null) return undefined
    const text = this.#spool.recall(`listed:${structure}`, service)
    return text === undefined ? undefined : (JSON.parse(text) as DoraServiceSummary)
  }

  service(slug: string): Promise<DoraService | null> {
    return this.#remember('service', slug, async () => {
      const service = await this.#reader.readService(slug)
      if (service !== null) this.#spool.keep('seen', slug, service.modificationDate)
      return service
    })
  }

  /** What an offer is compared with of a service of others; null: it cannot be read. */
  candidate(slug: string): Promise<ComparedFields | null> {
    return this.#remember('candidate', slug, async () => {
      const relied = this.#relied('candidate', slug)
      if (relied !== undefined) {
        this.#spool.keep('seen', slug, relied.modified)
        this.#note(relied)
        return relied.candidate
      }
      const service = await this.service(slug)
      if (service === null) return null
      const { subcategories, cityCode } = service.fields
      const candidate = { subcategories, cityCode }
      this.#note({ of: 'candidate', slug, modified: service.modificationDate, candidate })
      return candidate
    })
  }

  /** A service of ours as it stood, and stands, in conflict with what was to be settled under that fingerprint; null: it is to be read. */
  inConflict(slug: string, settles: string): DoraService | null {
    const relied = this.#relied('conflict', slug)
    if (relied?.settles !== settles) return null
    this.#spool.keep('seen', slug, relied.service.modificationDate)
    return { ...relied.service, lastEditor: null }
  }

  noteConflict({ lastEditor: _, ...service }: DoraService, settles: string): void {
    this.#note({ of: 'conflict', settles, service })
  }

  /** Whether DORA answered at least one reading. */
  get answered(): boolean {
    return this.#answered
  }

  /** Whether a reading of a structure or service failed. */
  get lost(): boolean {
    return this.#lost
  }

  allowed(department: string): boolean {
    return this.#departments.includes(department)
  }

  /** Fingerprint of the slug and modification date of every service met. */
  fingerprint(): string {
    return fingerprintOfLines(this.#spool.room('seen'))
  }

  #note(reading: KeptReading): void {
    const name = nameOf(reading)
    if (this.#spool.recall('compared', name) === undefined) this.#spool.keep('compared', name, JSON.stringify(reading))
  }

  #relied<Of extends KeptReading['of']>(of: Of, key: string): Extract<KeptReading, { of: Of }> | undefined {
    const text = this.#spool.recall('relied', `${of}:${key}`)
    return text === undefined ? undefined : (JSON.parse(text) as Extract<KeptReading, { of: Of }>)
  }

  async #remember<T>(room: string, key: string, read: () => Promise<T>): Promise<T> {
    const known = this.#spool.recall(room, key)
    if (known !== undefined) return JSON.parse(known) as T
    this.#stop.throwIfAborted()
    const made = await read().catch((error: unknown) => {
      this.#lost = true
      throw error
    })
    this.#answered = true
    this.#spool.keep(room, key, JSON.stringify(made))
    return made
  }
}

function nameOf(reading: KeptReading): string {
  switch (reading.of) {
    case 'siret':
      return `siret:${reading.siret}`
    case 'candidate':
      return `candidate:${reading.slug}`
    case 'conflict':
      return `conflict:${reading.service.slug}`
    case 'structure':
      return `structure:${reading.structure.slug}`
  }
}

export function embedded(structure: DoraStructure | null): DoraServiceSummary[] {
  return structure === null ? [] : [...structure.services, ...structure.archivedServices]
}
