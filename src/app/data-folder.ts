import { rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { makeFolder } from '../common/make-folder.ts'

/** Codes that the command line already says in French, with whose move it is. */
const SAID = new Set(['EACCES', 'EPERM', 'EROFS', 'EEXIST', 'ENOTDIR', 'ENOSPC'])

/**
 * Makes the folder of what the bot remembers, and makes sure that one can write in it.
 * @throws Error in French, or the system's own with a code that the command line puts into words
 */
export function makeDataFolder(path: string): void {
  const folder = resolve(path)
  try {
    makeFolder(folder, 0o700)
    const trial = join(folder, `.essai-${process.pid}`)
    writeFileSync(trial, '')
    rmSync(trial)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (SAID.has(code)) throw error
    throw new Error(
      `Le dossier des données « ${path} » ne peut pas être créé ou écrit (${code || 'erreur du système'}) : rien n’a été lancé. Choisissez un autre dossier (réglage DORA_SYNC_DATA), sur un disque de cette machine.`,
      { cause: error },
    )
  }
}
