import type { StoredChoice } from '../ledger/choices.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Link } from '../ledger/links.ts'
import type { KnownLine } from '../ledger/offers.ts'
import type { RenamedKey } from './renamed-keys.ts'

/** What the ledger knows of a source's offers, under the keys that the source gives them now. */
export class Remembered {
  readonly renamed: readonly RenamedKey[]
  readonly #source: string
  readonly #shelves: Pick<Ledger, 'offers' | 'links' | 'choices'>
  readonly #before: ReadonlyMap<string, string>
  readonly #now: ReadonlyMap<string, string>

  constructor(source: string, renamed: readonly RenamedKey[], shelves: Pick<Ledger, 'offers' | 'links' | 'choices'>) {
    this.#source = source
    this.#shelves = shelves
    this.renamed = renamed
    this.#before = new Map(renamed.map(({ from, to }) => [to, from]))
    this.#now = new Map(renamed.map(({ from, to }) => [from, to]))
  }

  async of(keys: readonly string[]): Promise<{ known: Map<string, KnownLine>; links: Map<string, Link> }> {
    const { offers, links } = this.#shelves
    const before = keys.map(key => this.#before.get(key) ?? key)
    return {
      known: this.#byKey(await offers.lines(this.#source, before)),
      links: this.#byKey(await links.byKeys(this.#source, before)),
    }
  }

  async choices(): Promise<StoredChoice[]> {
    return (await this.#shelves.choices.list(this.#source)).map(choice => this.#under(choice))
  }

  /** The source gives it still, under another key. */
  goesOn(key: string): boolean {
    return this.#now.has(key)
  }

  #byKey<T extends { key: string }>(found: readonly T[]): Map<string, T> {
    return new Map(found.map(each => this.#under(each)).map(each => [each.key, each]))
  }

  #under<T extends { key: string }>(each: T): T {
    return { ...each, key: this.#now.get(each.key) ?? each.key }
  }
}
