import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeDataFolder } from './data-folder.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'data-folder-'))
})
afterEach(() => rmSync(home, { recursive: true }))

test('a folder is made, its parents too, and left empty; one that is there stays', () => {
  const folder = join(home, 'a', 'b')
  makeDataFolder(folder)
  writeFileSync(join(folder, 'kept'), '')
  makeDataFolder(folder)
  expect(readdirSync(folder)).toEqual(['kept'])
})

test('where the system makes no folder, it is said and nothing hangs', () => {
  expect(() => makeDataFolder('/proc/dora-sync/x')).toThrow(
    /^Le dossier des données «.\/proc\/dora-sync\/x.» ne peut pas être créé ou écrit \(ENOENT\).*DORA_SYNC_DATA/,
  )
})

test('a file in the way keeps the code that the command line puts into words', () => {
  writeFileSync(join(home, 'file'), '')
  expect(() => makeDataFolder(join(home, 'file'))).toThrow(expect.objectContaining({ code: 'EEXIST' }))
  expect(() => makeDataFolder(join(home, 'file', 'x'))).toThrow(expect.objectContaining({ code: 'EEXIST' }))
})
