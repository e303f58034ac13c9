import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { sayError } from './say-error.ts'

function failure(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  throw new Error('nothing failed')
}

test('a data folder that is a file, and one that SQLite cannot open, are said in French', () => {
  const folder = mkdtempSync(join(tmpdir(), 'say-error-'))
  try {
    const file = join(folder, 'un-fichier')
    writeFileSync(file, 'x'.repeat(2000))
    expect(sayError(failure(() => mkdirSync(file, { recursive: true })))).toBe(
      `« ${file} » n’est pas un dossier : un fichier porte ce nom. Choisissez un autre dossier (réglage DORA_SYNC_DATA pour les données).`,
    )
    expect(sayError(failure(() => new DatabaseSync(join(folder, 'absent', 'ledger.sqlite'))))).toMatch(
      /^Le registre ne peut pas être ouvert/,
    )
    expect(sayError(failure(() => new DatabaseSync(file).exec('create table a (b)')))).toMatch(/^Le registre est abîmé/)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('a refusal of the system names the path; our own sentences pass as they are', () => {
  const refusal = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES', path: '/donnees' })
  expect(sayError(refusal)).toContain('« /donnees »')
  expect(sayError(refusal)).not.toContain('permission denied')
  expect(sayError(new Error('Source inconnue : x.'))).toBe('Source inconnue : x.')
})
