import { setTimeout as sleep } from 'node:timers/promises'
import type { DatabaseConnection, Driver } from 'kysely'
import { LedgerBusy } from './ledger-busy.ts'

/** SQLite itself waits this long, and the whole process with it, milliseconds. */
export const BLOCKED_MS = 25
/** Between two tries the process serves others, milliseconds. */
const PAUSE_MS = 50
/** Longer than any transaction of ours holds the ledger, shorter than a browser or a proxy waits, milliseconds. */
const PATIENCE_MS = 30_000

/** What SQLite answers while another process writes; the extended codes end in it. */
const SQLITE_BUSY = 5

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === SQLITE_BUSY
}

/**
 * Tries a statement again while another process writes. A statement that was answered «busy» did nothing, and a transaction that begins
 * `immediate` meets that answer at its beginning only.
 * @throws LedgerBusy (from the statement) once the patience is over
 */
export function patientDriver(driver: Driver, patienceMs = PATIENCE_MS): Driver {
  const patient = new WeakMap<DatabaseConnection, DatabaseConnection>()
  function over(connection: DatabaseConnection): DatabaseConnection {
    return {
      async executeQuery(query, options) {
        for (let waited = 0; ; waited += BLOCKED_MS + PAUSE_MS) {
          try {
            return await connection.executeQuery(query, options)
          } catch (error) {
            if (!isBusy(error)) throw error
            if (waited >= patienceMs) throw new LedgerBusy({ cause: error })
          }
          await sleep(PAUSE_MS)
        }
      },
      streamQuery: (query, size, options) => connection.streamQuery(query, size, options),
    }
  }
  const acquire = driver.acquireConnection.bind(driver)
  driver.acquireConnection = async options => {
    const connection = await acquire(options)
    const known = patient.get(connection) ?? over(connection)
    patient.set(connection, known)
    return known
  }
  return driver
}
