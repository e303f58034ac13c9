import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { App } from '../app/app.ts'
import { manualClock } from '../common/clock.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import { lexiconOf } from '../normalise/lexicon.ts'
import { NOTHING_CHOSEN } from '../studio/choices.ts'
import { configOfLesson } from '../studio/config-of-lesson.ts'
import type { Lesson } from '../studio/lesson.ts'
import { mappingOfLesson } from '../studio/mapping-of-lesson.ts'
import { exportSourceCommand } from './export-source.ts'
import { importSourceCommand } from './import-source.ts'

let ledger: Ledger
let folder: string
let said: string
const lesson: Lesson = {
  source: 'cafe',
  name: 'Café des familles',
  partner: 'cafe',
  partnerName: 'Café des familles',
  action: null,
  structure: null,
  address: 'https://cafe.example/',
  file: null,
  pages: [],
  steps: [NOTHING_CHOSEN, { ...NOTHING_CHOSEN, fields: { frais: { kind: 'silent' } } }],
  at: 1,
  labels: {},
  because: null,
}

beforeEach(async () => {
  ledger = await openLedger({ path: ':memory:' }, { clock: manualClock('2026-11-24T13:30:00Z') })
  folder = mkdtempSync(join(tmpdir(), 'source-files-'))
  await ledger.taughtSources.add({
    source: 'cafe',
    config: configOfLesson(lesson, 'cafe'),
    mapping: mappingOfLesson(lesson),
    lesson: JSON.stringify(lesson),
    state: 'taught',
    note: '',
    by: 'Camille',
  })
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation(chunk => {
      said += String(chunk)
      return true
    })
})
afterEach(async () => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
  await ledger.close()
})

async function run(command: typeof exportSourceCommand, ...words: string[]): Promise<string> {
  said = ''
  const conventions = [
    {
      partners: [
        { id: 'cafe', name: 'Café des familles' },
        { id: 'velo', name: 'Vélo' },
      ],
    },
  ]
  const app = { ledger, inFiles: new Set(['pems']), lexicon: lexiconOf({}), conventions } as unknown as App
  await command(work => work(app))
    .exitOverride()
    .parseAsync(words, { from: 'user' })
  return said
}
const config = () => join(folder, 'config/sources/cafe.yaml')
const mapping = () => join(folder, 'mappings/cafe/mapping.yaml')

test('what was taught is written as files, and comes back as the next version, with what was pointed at', async () => {
  expect(await run(exportSourceCommand, 'cafe', '--to', folder)).toContain('Écrits')
  expect(readFileSync(config(), 'utf8')).toBe(configOfLesson(lesson, 'cafe'))
  expect(readFileSync(mapping(), 'utf8')).toBe(mappingOfLesson(lesson))
  expect(await run(importSourceCommand, config(), mapping(), '--by', 'Noa')).toMatch(/version\s2/u)
  expect(JSON.parse(await run(importSourceCommand, config(), mapping(), '--by', 'Noa', '--json'))).toEqual({
    source: 'cafe',
    version: 3,
    waits: true,
  })
  const [last, , first] = await ledger.taughtSources.versions('cafe')
  expect(last).toMatchObject({ config: first?.config, mapping: first?.mapping, lesson: first?.lesson, by: 'Noa' })
})

test('a file that was changed by hand holds, and no gesture stands behind it any more', async () => {
  await run(exportSourceCommand, 'cafe', '--to', folder)
  writeFileSync(mapping(), readFileSync(mapping(), 'utf8').replace('kind: lecture', 'kind: lecture\n  max: 3'))
  const told = await run(importSourceCommand, config(), mapping(), '--by', 'Noa').catch((error: Error) => error.message)
  // A member that no reading has is told with its line, and nothing is kept.
  expect(told).toMatch(/mapping\.yaml, ligne \d+/)
  expect(await ledger.taughtSources.versions('cafe')).toHaveLength(1)
  writeFileSync(mapping(), mappingOfLesson({ ...lesson, at: 0 }))
  await run(importSourceCommand, config(), mapping(), '--by', 'Noa')
  const [last] = await ledger.taughtSources.versions('cafe')
  expect(JSON.parse(last?.lesson ?? '')).toMatchObject({
    address: 'https://cafe.example/',
    at: 0,
    steps: [NOTHING_CHOSEN],
  })
})

test('an address or a name changed by hand holds when the source is opened again, and another partner’s source is not taken', async () => {
  await run(exportSourceCommand, 'cafe', '--to', folder)
  const moved = { ...lesson, name: 'Café du mail', address: 'https://cafe.example/ateliers' }
  writeFileSync(config(), configOfLesson(moved, 'cafe'))
  await run(importSourceCommand, config(), mapping(), '--by', 'Noa')
  const [last] = await ledger.taughtSources.versions('cafe')
  expect(JSON.parse(last?.lesson ?? '')).toEqual(moved)
  const file = { hash: 'h', name: 'offres.xlsx', type: 'x' }
  const given = { ...lesson, file, address: 'https://fichier-depose.invalid/offres.xlsx' }
  await ledger.taughtSources.add({ ...(last as NonNullable<typeof last>), lesson: JSON.stringify(given) })
  writeFileSync(config(), configOfLesson(given, 'cafe'))
  await run(importSourceCommand, config(), mapping(), '--by', 'Noa')
  expect(JSON.parse((await ledger.taughtSources.versions('cafe'))[0]?.lesson ?? '')).toEqual(given)
  // Read at an address from now on, it is read in its file no more.
  writeFileSync(config(), configOfLesson(moved, 'cafe'))
  await run(importSourceCommand, config(), mapping(), '--by', 'Noa')
  expect(JSON.parse((await ledger.taughtSources.versions('cafe'))[0]?.lesson ?? '')).toEqual(moved)
  writeFileSync(config(), configOfLesson({ ...lesson, partner: 'velo' }, 'cafe'))
  await expect(run(importSourceCommand, config(), mapping(), '--by', 'Noa')).rejects.toThrow('autre partenaire')
})

test('nothing is written over, and what is not taught is told with what is', async () => {
  await run(exportSourceCommand, 'cafe', '--to', folder)
  await expect(run(exportSourceCommand, 'cafe', '--to', folder)).rejects.toThrow('existe déjà : rien n’est écrit')
  expect(await run(exportSourceCommand, 'cafe')).toContain('# config/sources/cafe.yaml\n')
  await expect(run(exportSourceCommand, 'pems')).rejects.toThrow('déjà dans ses fichiers')
  await expect(run(exportSourceCommand, 'autre')).rejects.toThrow('Celles qui le sont : cafe')
})

test('a source of files, or of a partner nobody knows, is not taught by import', async () => {
  await run(exportSourceCommand, 'cafe', '--to', folder)
  const change = (from: string, to: string) => writeFileSync(config(), configOfLesson(lesson, 'cafe').replace(from, to))
  change('id: cafe', 'id: pems')
  await expect(run(importSourceCommand, config(), mapping(), '--by', 'Noa')).rejects.toThrow('jamais les deux')
  change('partner: cafe', 'partner: inconnu')
  await expect(run(importSourceCommand, config(), mapping(), '--by', 'Noa')).rejects.toThrow('aucun partenaire')
  expect(await ledger.taughtSources.versions('cafe')).toHaveLength(1)
})
