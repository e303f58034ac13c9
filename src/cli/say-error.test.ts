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

test.each([
  [
    { code: 'ECONNREFUSED', address: '127.0.0.1', port: 5432 },
    /^Un serveur ne répond pas \(127\.0\.0\.1:5432, ECONNREFUSED\)/,
  ],
  [{ code: 'ENOTFOUND', hostname: 'base.example' }, /\(base\.example, ENOTFOUND\).*DATABASE_URL/],
  [{ code: 'ETIMEDOUT' }, /^Un serveur ne répond pas \(ETIMEDOUT\)/],
  [{ code: '28P01' }, /refuse ce compte ou ce mot de passe/],
  [{ code: '3D000' }, /pas de base de ce nom/],
  [{ code: 'ENOENT', path: '/proc/x' }, /^« \/proc\/x » est introuvable/],
  [{ code: 'ENOENT' }, /^in English$/],
])('a server or a place that is not there: %j', (about, words) => {
  expect(sayError(Object.assign(new Error('in English'), about))).toMatch(words)
})
