import {
  type Dialect,
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
  type PostgresQueryResult,
} from 'kysely'
import type pg from 'pg'

/**
 * Kysely over pg. A connection on which a query got no answer for `silenceMs` is thrown away: behind a network that broke in silence
 * it would never answer again. A Postgres that restarts costs the queries under way and nothing else: the next one opens a new connection.
 * @param options.connections at most, per process; default 5
 * @param options.silenceMs default 30 000
 */
export function postgresDialect(url: string, options: { connections?: number; silenceMs?: number } = {}): Dialect {
  return new PostgresDialect({ pool: () => openPool(url, options) })
}

async function openPool(url: string, options: { connections?: number; silenceMs?: number }): Promise<PostgresPool> {
  const silenceMs = options.silenceMs ?? 30_000
  const { default: postgres } = await import('pg')
  const pool = new postgres.Pool({
    connectionString: url,
    max: options.connections ?? 5,
    connectionTimeoutMillis: Math.min(10_000, silenceMs),
    query_timeout: silenceMs,
    keepAlive: true,
    application_name: 'dora-sync',
    // Whoever dies or is put to sleep in a transaction must not keep its rows from those who took over.
    idle_in_transaction_session_timeout: silenceMs,
  })
  // An idle connection that breaks is told to the pool, which drops it; without a listener the process would die of it.
  pool.on('error', () => undefined)
  return {
    options: pool.options,
    connect: async () => guard(await pool.connect(), error => error instanceof postgres.DatabaseError),
    end: () => pool.end(),
  }
}

/** @param answered whether an error is Postgres' own answer: the connection is then sound */
function guard(client: pg.PoolClient, answered: (error: unknown) => boolean): PostgresPoolClient {
  let broken = false
  const onError = () => {
    broken = true
  }
  client.on('error', onError)
  const ask = async (text: string, parameters: readonly unknown[]) => {
    try {
      return (await client.query(text, parameters.map(withoutNul))) as unknown as PostgresQueryResult<never>
    } catch (error) {
      if (!answered(error)) broken = true
      throw error
    }
  }
  return {
    // Kysely also passes cursors, for streams, which the ledger does not use.
    query: ask as unknown as PostgresPoolClient['query'],
    release: destroy => {
      client.off('error', onError)
      client.release(destroy === true || broken)
    },
  }
}

/** The one character that a Postgres text cannot hold; partners' pages sometimes do. SQLite keeps it. */
function withoutNul(value: unknown): unknown {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '') : value
}
