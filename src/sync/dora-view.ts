import type {
  DoraReader,
  DoraService,
  DoraServiceSummary,
  DoraStructure,
  DoraStructureSummary,
} from '../dora/contract.ts'

/** DORA as read during one plan: each thing asked for once, and remembered for the plan's fingerprint. */
export class DoraView {
  readonly #reader: DoraReader
  readonly #departments: readonly string[]
  readonly #structures = new Map<string, Promise<DoraStructure | null>>()
  readonly #services = new Map<string, Promise<DoraService | null>>()
  readonly #sirets = new Map<string, Promise<DoraStructureSummary | null>>()
  readonly #seen = new Map<string, string>()
  #list: Promise<DoraStructureSummary[]> | null = null

  constructor(reader: DoraReader, departments: readonly string[]) {
    this.#reader = reader
    this.#departments = departments
  }

  /** Every structure of the départements we may write in. */
  listStructures(): Promise<DoraStructureSummary[]> {
    this.#list ??= (async () => {
      const all: DoraStructureSummary[] = []
      for (const department of this.#departments) all.push(...(await this.#reader.listStructures(department)))
      return all
    })()
    return this.#list
  }

  structureBySiret(siret: string): Promise<DoraStructureSummary | null> {
    return remember(this.#sirets, siret, () => this.#reader.structureBySiret(siret))
  }

  structure(slug: string): Promise<DoraStructure | null> {
    return remember(this.#structures, slug, async () => {
      const structure = await this.#reader.readStructure(slug)
      for (const service of embedded(structure)) this.#seen.set(service.slug, service.modificationDate)
      return structure
    })
  }

  service(slug: string): Promise<DoraService | null> {
    return remember(this.#services, slug, async () => {
      const service = await this.#reader.readService(slug)
      if (service !== null) this.#seen.set(slug, service.modificationDate)
      return service
    })
  }

  allowed(department: string): boolean {
    return this.#departments.includes(department)
  }

  /** Slug and modification date of every service met. */
  get seen(): [string, string][] {
    return [...this.#seen].sort(([a], [b]) => (a < b ? -1 : 1))
  }
}

export function embedded(structure: DoraStructure | null): DoraServiceSummary[] {
  return structure === null ? [] : [...structure.services, ...structure.archivedServices]
}

/** A failed reading is forgotten, so that it is tried again for the next offer that needs it. */
function remember<T>(map: Map<string, Promise<T>>, key: string, read: () => Promise<T>): Promise<T> {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = read()
  map.set(key, made)
  made.catch(() => map.delete(key))
  return made
}
