import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { atKey } from '../common/at-key.ts'

/** Items fetched at once when a room is walked: few enough to be gone before the collector looks. */
const AT_ONCE = 40
/** Bytes of a list that stand in one row; a longer text stands in a row of its own. */
const ROW = 65_536
/** Kilobytes of pages held in memory before they go to the file. */
const CACHE_KB = 1024

/**
 * Opens SQLite's own temporary database: a file of this process alone, without a name, gone when it is closed or when the process dies.
 * What a run need not hold in memory goes there. Where: `SQLITE_TMPDIR`, else `TMPDIR`, else the system's folder for temporary files.
 */
export function openTemporary(tables: string): DatabaseSync {
  const db = new DatabaseSync('')
  db.exec(`pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -${CACHE_KB}; ${tables}; begin`)
  return db
}

/** The end of a list that is not yet in a row, in UTF-8: one text after the other. */
interface Open {
  bytes: Buffer
  /** Where each of its texts ends. */
  ends: number[]
  /** How many stand in rows before. */
  before: number
}

/** Texts put aside while a plan is made: by key, or one after the other in named lists. Nothing of it is shared or survives. */
export class Spool {
  readonly #db: DatabaseSync
  readonly #keep: StatementSync
  readonly #recall: StatementSync
  readonly #add: StatementSync
  readonly #row: StatementSync
  readonly #first: StatementSync
  readonly #room: StatementSync
  readonly #lists = new Map<string, Open>()

  constructor() {
    this.#db = openTemporary(
      `create table kept (room text not null, key text not null, value text not null, unique (room, key));
       create table lines (list text not null, n integer not null, ends text not null, texts blob not null, unique (list, n))`,
    )
    this.#keep = this.#db.prepare('insert or replace into kept (room, key, value) values (?, ?, ?)')
    this.#recall = this.#db.prepare('select value from kept where room = ? and key = ?')
    this.#add = this.#db.prepare('insert into lines (list, n, ends, texts) values (?, ?, ?, ?)')
    this.#row = this.#db.prepare('select ends, texts from lines where list = ? and n = ?')
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
    const open = atKey(this.#lists, list, () => ({ bytes: Buffer.allocUnsafeSlow(ROW), ends: [], before: 0 }))
    const most = 3 * value.length
    if ((open.ends.at(-1) ?? 0) + most > open.bytes.length) {
      this.#close(list, open)
      if (most > open.bytes.length) open.bytes = Buffer.allocUnsafeSlow(most)
    }
    const from = open.ends.at(-1) ?? 0
    open.ends.push(from + open.bytes.write(value, from))
  }

  size(list: string): number {
    const open = this.#lists.get(list)
    return open === undefined ? 0 : open.before + open.ends.length
  }

  /** A list from its beginning. */
  *lines(list: string): Generator<string> {
    for (const bytes of this.bytes(list)) yield bytes.toString()
  }

  /** The same in UTF-8. Each stands until the next one is asked for. */
  *bytes(list: string): Generator<Buffer> {
    for (let n = 0; n < this.size(list); ) {
      const open = this.#lists.get(list)
      if (open?.before === n) this.#close(list, open)
      const row = this.#row.get(list, n) as { ends: string; texts: Uint8Array<ArrayBuffer> }
      const texts = Buffer.from(row.texts.buffer, row.texts.byteOffset, row.texts.length)
      const ends = JSON.parse(row.ends) as number[]
      let from = 0
      for (const end of ends) {
        yield texts.subarray(from, end)
        from = end
      }
      // Given back at once: of bytes that stand outside its heap, V8 would let sixty megabytes gather.
      row.texts.buffer.transfer(0)
      n += ends.length
    }
  }

  #close(list: string, open: Open): void {
    if (open.ends.length === 0) return
    this.#add.run(list, open.before, JSON.stringify(open.ends), open.bytes.subarray(0, open.ends.at(-1)))
    open.before += open.ends.length
    open.ends = []
    if (open.bytes.length > ROW) open.bytes = Buffer.allocUnsafeSlow(ROW)
  }

  [Symbol.dispose](): void {
    this.#db.close()
  }
}
