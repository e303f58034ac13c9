import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** Codes that the command line already says in French, with whose move it is. */
const SAID = new Set(['EACCES', 'EPERM', 'EROFS', 'EEXIST', 'ENOTDIR', 'ENOSPC'])

/**
 * Makes the folder of what the bot remembers, and makes sure that one can write in it.
 * @throws Error in French, or the system's own with a code that the command line puts into words
 */
export function makeDataFolder(path: string): void {
  const folder = resolve(path)
  try {
    makeFolder(folder)
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

/** Step by step: Node's own recursive way never ends where the system says that a folder which is there is not (/proc). */
function makeFolder(folder: string): void {
  const parent = dirname(folder)
  if (isFolder(folder)) return
  if (parent !== folder) makeFolder(parent)
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    // Another process may have just made it.
    if (!isFolder(folder)) throw error
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}
