import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeFolder } from './make-folder.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'make-folder-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('those above it are made too, with the rights that were asked; what is there is left', () => {
  makeFolder(join(folder, 'a', 'b'), 0o700)
  expect(statSync(join(folder, 'a')).mode & 0o777).toBe(0o700)
  makeFolder(join(folder, 'a', 'b'), 0o755)
  expect(statSync(join(folder, 'a', 'b')).mode & 0o777).toBe(0o700)
})

test('a file of that name, and a place where nothing can be made, end with what the system said', () => {
  writeFileSync(join(folder, 'file'), '')
  expect(() => makeFolder(join(folder, 'file', 'inside'))).toThrow(/EEXIST|ENOTDIR/)
  expect(() => makeFolder('/proc/nowhere')).toThrow(/ENOENT|EACCES|EPERM|EROFS/)
})
