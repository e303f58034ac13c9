import type { Rows } from './rows.ts'

/** Some rows that follow each other: what several of them say alike is there once. */
export interface Block {
  /** Whole rows, of which others are told from by a few fields. */
  alike: readonly object[]
  /** Of each row, the place in `alike` of the one that it is like. */
  which: Uint16Array
  /** By name, the fields that each row says by itself. */
  own: Record<string, readonly unknown[]>
}

/** The rows of a block, one by one, each with its fields in the order of the one that it is like. */
export function rowsOfBlock<T>({ alike, which, own }: Block): T[] {
  const columns = Object.entries(own)
  return Array.from(which, (place, at) => {
    const row: Record<string, unknown> = { ...alike[place] }
    for (const [name, column] of columns) row[name] = column[at]
    return row as T
  })
}

/**
 * A list of a report whose rows are made as they are read: many are like others but for a few fields.
 * @param alike of each row, one that it is like
 * @param own of each row, by field, what it says by itself
 */
export class LikeRows<T extends object, Name extends keyof T & string> implements Rows<T> {
  readonly length: number
  readonly #alike: readonly T[]
  readonly #own: { [N in Name]: readonly T[N][] }

  constructor(alike: readonly T[], own: { [N in Name]: readonly T[N][] }) {
    this.#alike = alike
    this.#own = own
    this.length = alike.length
  }

  *[Symbol.iterator](): Generator<T> {
    for (let at = 0; at < this.length; at += AT_ONCE) yield* this.slice(at, at + AT_ONCE)
  }

  slice(from = 0, to = this.length): T[] {
    const rows: T[] = []
    for (let at = from; at < Math.min(to, this.length); at += AT_ONCE)
      for (const row of rowsOfBlock<T>(this.block(at, Math.min(to, at + AT_ONCE)))) rows.push(row)
    return rows
  }

  /** The same rows as `slice`, at most 65 536. */
  block(from: number, to: number): Block {
    const some = this.#alike.slice(from, to)
    const places = new Map<T, number>()
    const which = new Uint16Array(some.length)
    for (const [at, like] of some.entries()) {
      const place = places.get(like) ?? places.size
      places.set(like, place)
      which[at] = place
    }
    const columns = Object.entries<readonly unknown[]>(this.#own).map(([name, column]) => [
      name,
      column.slice(from, to),
    ])
    return { alike: [...places.keys()], which, own: Object.fromEntries(columns) }
  }

  toJSON(): T[] {
    return [...this]
  }
}

/** Rows made at once when all are read. */
const AT_ONCE = 1000
