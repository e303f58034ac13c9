import { DatabaseSync } from 'node:sqlite'

/**
 * Takes a file for this process alone, until it gives it back or ends, however it ends: the system frees the lock of a process that was
 * killed, so that none is ever stale.
 * @returns how to give it back, or null when somebody has it
 */
export function holdAlone(file: string): (() => void) | null {
  const database = new DatabaseSync(file, { timeout: 0 })
  try {
    database.exec('begin exclusive')
  } catch (error) {
    database.close()
    // SQLITE_BUSY
    if (error instanceof Error && 'errcode' in error && error.errcode === 5) return null
    throw error
  }
  return () => database.close()
}
