import type { Clock } from '../common/clock.ts'
import type { DoraReader, DoraService, DoraStructure } from '../dora/port.ts'

/** A listing this old, in milliseconds, is read again: what a person types meanwhile is not seen. */
const FRESH_MS = 30_000

/**
 * The structures in which a plan creates services, as listed some seconds ago at most: one listing serves the creations that follow each other in the
 * same structure, with what they made added to it.
 */
export class FreshHomes {
  readonly #reader: Pick<DoraReader, 'readStructure'>
  readonly #clock: Clock
  /** The last one only: a plan holds its creations structure by structure. */
  #kept: { at: number; structure: DoraStructure } | null = null

  constructor(reader: Pick<DoraReader, 'readStructure'>, clock: Clock) {
    this.#reader = reader
    this.#clock = clock
  }

  /** @throws DoraError */
  async read(slug: string): Promise<DoraStructure | null> {
    const now = this.#clock.now().getTime()
    if (this.#kept?.structure.slug === slug && now - this.#kept.at < FRESH_MS) return this.#kept.structure
    const structure = await this.#reader.readStructure(slug)
    if (structure !== null) this.keep(structure)
    return structure
  }

  /** DORA has just shown it. */
  keep(structure: DoraStructure): void {
    this.#kept = { at: this.#clock.now().getTime(), structure }
  }

  /** A creation of this very plan had its answer. */
  add({ structure, slug, fields, modificationDate }: DoraService): void {
    if (this.#kept?.structure.slug !== structure) return
    const { services, ...home } = this.#kept.structure
    const line = { slug, name: fields.name, status: fields.status, modificationDate }
    this.#kept = { ...this.#kept, structure: { ...home, services: [...services, line] } }
  }

  /** What stands there is no longer sure. */
  forget(): void {
    this.#kept = null
  }
}
