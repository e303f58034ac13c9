import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { type Dialect, SqliteAdapter, SqliteDialect } from 'kysely'
import { ownFile } from './own-file.ts'
import { BLOCKED_MS, patientDriver } from './patient-driver.ts'

/** A question that says so (`modifyFront`) is given its rows as lists of values, in the order of its columns: of many rows, half the time of objects. */
export const AS_LISTS = '/* as lists */'

/** While it opens, another process may be filling the file: nobody is served yet, so that waiting may stop everything, milliseconds. */
const OPENING_MS = 10_000

/** Statements kept prepared; the ledger has fewer than this many shapes of query. */
const PREPARED = 200

class TransactionalSqliteAdapter extends SqliteAdapter {
  // SQLite does roll DDL back: a migration cut short leaves nothing behind.
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

/**
 * Kysely over Node's own SQLite: one file, write-ahead log, foreign keys, patience with another process (`patient-driver.ts`).
 * Transactions begin `immediate`, so that two processes wait for each other instead of failing half-way.
 * @param path file (its folder is made, and nobody else may read either), or `:memory:`
 * @param whenNew gives the SQL that fills it when nothing is there yet; default: it stays empty
 * @param patienceMs how long a write waits for another process, milliseconds; default half a minute
 */
export function sqliteDialect(path: string, whenNew?: () => string, patienceMs?: number): Dialect {
  const dialect = new SqliteDialect({
    database: async () => {
      if (path !== ':memory:') ownFile(path)
      const database = new DatabaseSync(path)
      if (path === ':memory:' && whenNew !== undefined) fillInMemory(database, whenNew())
      database.exec(`pragma busy_timeout = ${OPENING_MS}`)
      if (path !== ':memory:') database.exec('pragma journal_mode = wal')
      // NORMAL with WAL survives the death of the process (kill -9); FULL also survives a power cut right after a commit.
      database.exec('pragma synchronous = full')
      database.exec('pragma foreign_keys = on')
      if (whenNew !== undefined) fillNew(database, whenNew)
      database.exec(`pragma busy_timeout = ${BLOCKED_MS}`)
      const prepared = new Map<string, ReturnType<typeof prepare>>()
      const prepare = (text: string) => {
        const made = database.prepare(text)
        if (text.includes(AS_LISTS)) made.setReturnArrays(true)
        return {
          reader: made.columns().length > 0,
          all: (parameters: readonly unknown[]) => made.all(...(parameters as SQLInputValue[])),
          run: (parameters: readonly unknown[]) => made.run(...(parameters as SQLInputValue[])),
          iterate: (parameters: readonly unknown[]) => made.iterate(...(parameters as SQLInputValue[])),
        }
      }
      return {
        close: () => {
          prepared.clear()
          database.close()
        },
        prepare: asked => {
          const text = asked === 'begin' ? 'begin immediate' : asked
          const known = prepared.get(text)
          if (known !== undefined) return known
          if (prepared.size >= PREPARED) prepared.clear()
          const made = prepare(text)
          prepared.set(text, made)
          return made
        },
      }
    },
  })
  dialect.createAdapter = () => new TransactionalSqliteAdapter()
  const createDriver = dialect.createDriver.bind(dialect)
  dialect.createDriver = () => patientDriver(createDriver(), patienceMs)
  return dialect
}

let filled: { text: string; image: Uint8Array } | undefined
/** What the SQL makes, as SQLite keeps it: another in memory begins with its bytes, in a seventh of the time. */
function fillInMemory(database: DatabaseSync, text: string): void {
  // Not every version of Node knows how: there it is filled like a file.
  if (typeof database.deserialize !== 'function') return
  if (filled?.text !== text) {
    database.exec(text)
    filled = { text, image: database.serialize() }
  } else database.deserialize(filled.image)
}

/** All or nothing, and once: another process that opens the same file at the same moment waits, then finds it filled. */
function fillNew(database: DatabaseSync, text: () => string): void {
  const isNew = () => database.prepare('select 1 from sqlite_master').get() === undefined
  if (!isNew()) return
  database.exec('begin immediate')
  if (isNew()) database.exec(text())
  database.exec('commit')
}
