import { DatabaseSync, type StatementSync } from 'node:sqlite'

/** Items fetched at once when a list is walked. */
const AT_ONCE = 200
/** Kilobytes of pages held in memory before they go to the file. */
const CACHE_KB = 4096

/**
 * Opens SQLite's own temporary database: a file of this process alone, without a name, gone when it is closed or when the process dies.
 * What a run need not hold in memory goes there. Where: `SQLITE_TMPDIR`, else `TMPDIR`, else the system's folder for temporary files.
 */
export function openTemporary(tables: string): DatabaseSync {
  const db = new DatabaseSync('')
  db.exec(`pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -${CACHE_KB}; ${tables}; begin`)
  return db
}

/** Texts put aside while a plan is made: by key, or one after the other in named lists. Nothing of it is shared or survives. */
export class Spool {
  readonly #db: DatabaseSync
  readonly #keep: StatementSync
  readonly #recall: StatementSync
  readonly #add: StatementSync
  readonly #page: StatementSync
  readonly #first: StatementSync
  readonly #room: StatementSync
  readonly #sizes = new Map<string, number>()

  constructor() {
    this.#db = openTemporary(
      `create table kept (room text not null, key text not null, value text not null, unique (room, key));
       create table lines (list text not null, n integer not null, value text not null, unique (list, n))`,
    )
    this.#keep = this.#db.prepare('insert or replace into kept (room, key, value) values (?, ?, ?)')
    this.#recall = this.#db.prepare('select value from kept where room = ? and key = ?')
    this.#add = this.#db.prepare('insert into lines (list, n, value) values (?, ?, ?)')
    this.#page = this.#db.prepare(
      `select n, value from lines where list = ? and n >= ? order by list, n limit ${AT_ONCE}`,
    )
    this.#first = this.#db.prepare(`select key, value from kept where room = ? order by room, key limit ${AT_ONCE}`)
    this.#room = this.#db.prepare(
      `select key, value from kept where room = ? and key > ? order by room, key limit ${AT_ONCE}`,
    )
  }

  /** Replaces what that key had. */
  keep(room: string, key: string, value: string): void {
    this.#keep.run(room, key, value)
  }

  /** @returns undefined when nothing is kept under that key */
  recall(room: string, key: string): string | undefined {
    return this.#recall.get(room, key)?.value as string | undefined
  }

  /** Everything kept in a room, by key. */
  *room(room: string): Generator<[key: string, value: string]> {
    let rows = this.#first.all(room) as { key: string; value: string }[]
    for (let last = rows.at(-1); last !== undefined; last = rows.at(-1)) {
      for (const { key, value } of rows) yield [key, value]
      rows = this.#room.all(room, last.key) as { key: string; value: string }[]
    }
  }

  /** One more at the end of a list. */
  add(list: string, value: string): void {
    const n = this.size(list)
    this.#add.run(list, n, value)
    this.#sizes.set(list, n + 1)
  }

  size(list: string): number {
    return this.#sizes.get(list) ?? 0
  }

  /** A list from its beginning. */
  *lines(list: string): Generator<string> {
    for (let n = 0; n < this.size(list); n += AT_ONCE)
      for (const row of this.#page.all(list, n)) yield row.value as string
  }

  [Symbol.dispose](): void {
    this.#db.close()
  }
}
