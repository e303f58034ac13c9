import { sql } from 'kysely'
import type { LedgerDeps } from './deps.ts'

/** Answers kept; the pages ask fewer kinds of question than this. */
const MOST = 200

/**
 * What is read of the ledger, kept for as long as nothing is written to it, by this process or another: visitors who follow each other read it once.
 * @param name says the question whole, with whatever its answer depends on beside the ledger
 * @returns an answer that others share: nobody may change it
 */
export type WhileStill = <T>(name: string, read: () => Promise<T>) => Promise<T>

/** @param mark how the ledger stands: another text as soon as a write that can be seen was made, by whoever */
export function whileStill(mark: () => Promise<string>): WhileStill {
  const kept = new Map<string, { at: string; answer: Promise<unknown> }>()
  return async <T>(name: string, read: () => Promise<T>): Promise<T> => {
    const at = await mark()
    const known = kept.get(name)
    if (known?.at === at) return known.answer as Promise<T>
    const mine = { at, answer: read() }
    if (kept.size >= MOST) kept.clear()
    kept.set(name, mine)
    const forget = () => {
      if (kept.get(name) === mine) kept.delete(name)
    }
    try {
      const answer = await mine.answer
      // What was written while it was read is in it or not: the next one reads again.
      if ((await mark()) !== at) forget()
      return answer
    } catch (error) {
      forget()
      throw error
    }
  }
}

/**
 * How a database stands. SQLite counts the rows that this connection wrote, and says when another one committed. Postgres tells which transactions
 * can be seen: any that writes, wherever in the server, makes it another text.
 */
export function markOf({ db }: Pick<LedgerDeps, 'db'>): () => Promise<string> {
  const one = db.getExecutor().adapter.supportsMultipleConnections === false
  const question = one
    ? sql<{ mark: string }>`select total_changes() || ' ' || data_version as mark from pragma_data_version`
    : sql<{ mark: string }>`select pg_current_snapshot()::text as mark`
  const compiled = question.compile(db)
  return async () => (await db.executeQuery(compiled)).rows[0]?.mark ?? ''
}
