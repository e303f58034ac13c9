import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadTerritory } from './territory.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'territory-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const load = (text: string) => {
  const path = join(folder, 'territory.yaml')
  writeFileSync(path, text)
  return loadTerritory(path, 'config/territory.yaml')
}

test('agencies are confirmed unless the file says inferred', () => {
  const read = load('department: "35"\nname: Ille\nagencies:\n  - { name: Nord, epci: ["243500139"] }\n')
  expect(read.agencies).toEqual([{ name: 'Nord', epci: ['243500139'], inferred: false }])
})

test('an EPCI in two agencies is told with its line', () => {
  const text =
    'department: "35"\nname: Ille\nagencies:\n  - { name: Nord, epci: ["243500139"] }\n  - { name: Sud, epci: ["243500139"] }\n'
  expect(() => load(text)).toThrow(
    /config\/territory\.yaml, ligne 5, agencies\.1\.epci\.0.: EPCI 243500139 déjà dans l’agence «.Nord.»/,
  )
})

test('a code that is no EPCI is told with its line', () => {
  expect(() => load('department: "35"\nname: Ille\nagencies:\n  - { name: Nord, epci: ["35"] }\n')).toThrow(
    /ligne 4, agencies\.0\.epci\.0/,
  )
})
