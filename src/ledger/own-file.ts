import { chmodSync, closeSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { makeFolder } from '../common/make-folder.ts'

/**
 * Makes a file that only this account reads and writes (0600), in a folder that only it opens (0700) when the folder is made here. SQLite
 * gives the files beside it (`-wal`, `-shm`) the rights of the file. A ledger of an older version gets the same rights.
 */
export function ownFile(path: string): void {
  makeFolder(dirname(path), 0o700)
  closeSync(openSync(path, 'a', 0o600))
  try {
    chmodSync(path, 0o600)
  } catch (error) {
    // Another account's ledger, which this one may write: its rights are for its owner to choose.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) throw error
  }
}
