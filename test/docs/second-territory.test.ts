import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SyncSummary } from '../../src/cli/sync-json.ts'
import type { CoverageReport } from '../../src/coverage/report-contract.ts'
import { dora } from '../scenario/cli.ts'
import { ROOT } from './markdown.ts'
import { openDesk } from './shell.ts'

// Another département is config/ and mappings/, nothing else: examples/finistere runs, and no code knows about Ille-et-Vilaine.
const desk = openDesk()
const env = {
  DORA_SYNC_DATA: join(desk.folder, 'var'),
  DORA_SYNC_CONFIG: join(ROOT, 'examples', 'finistere', 'config'),
  DORA_SYNC_MAPPINGS: join(ROOT, 'examples', 'finistere', 'mappings'),
}
let first: SyncSummary
let second: SyncSummary
beforeAll(async () => {
  const sync = async () => {
    const ran = await dora(['sync', '--json'], env)
    expect(ran.code, ran.stderr).toBe(0)
    return JSON.parse(ran.stdout) as SyncSummary
  }
  first = await sync()
  second = await sync()
}, 240_000)
afterAll(() => rmSync(desk.folder, { recursive: true, force: true }))

// The account belongs to no structure until it creates one: DORA takes its contacts from then on, in the same pass.
test('its offers and their structures are created with their contacts, its wrong line alone is refused, then nothing is written', () => {
  expect(first.problems).toEqual([])
  expect(first.totals).toMatchObject({ seen: 4, created: 3, rejected: 1 })
  expect(first.dora.writes).toBe(5)
  expect(second.totals).toMatchObject({ seen: 4, created: 0, unchanged: 3, rejected: 1 })
  expect(second.dora.writes).toBe(0)
})

test('its report is about its own convention and its own intercommunalités', async () => {
  const ran = await dora(['coverage', '--json'], env)
  const report = JSON.parse(ran.stdout) as CoverageReport
  expect(report.territory).toBe('Finistère')
  expect(report.lines.map(({ id, state }) => [id, state])).toEqual([
    ['1/ateliers-de-l-aber', 'referenced'],
    ['2/cap-ouest', 'referenced'],
    ['2/cooperative-du-poher', 'absent'],
  ])
  expect(report.areas.map(({ name }) => name).join()).toContain('Brest')
  expect(ran.stdout).not.toMatch(/Ille-et-Vilaine|Rennes/)
})

/** Files that may name a place, and why. */
const MAY: Record<string, string> = {
  'src/cli/sandbox.ts': 'the command that starts the stand-in, and shows its first account',
  'src/sandbox/': 'the stand-in DORA holds an invented Ille-et-Vilaine (and a gestionnaire of the Finistère)',
  'src/reference/department-boxes.ts': 'outlines of several départements; the others have France’s',
  'src/reference/messages.ts': 'an example of a code, in a message',
  'src/convention-reader/repairs.ts': 'a proper noun that recognition often gets wrong',
  'src/harvest/connectors/': 'an example of settings, in a comment',
  'src/app/open-app.ts': 'the stand-in’s account when it has none of the département',
}

test('no code but what is listed knows about Ille-et-Vilaine', () => {
  const found: string[] = []
  for (const folder of ['src', 'jobs', 'bin'])
    for (const name of readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })) {
      const file = `${folder}/${name}`
      if (!/\.[jt]s$/.test(name) || /\.(test|contract)\.ts$/.test(name)) continue
      if (/Ille-et-Vilaine|['"]35['"]|35238|2435\d{5}|gestionnaire35/.test(withoutComments(file))) found.push(file)
    }
  const unknown = found.filter(file => !Object.keys(MAY).some(place => file.startsWith(place)))
  expect(unknown).toEqual([])
})

function withoutComments(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '')
}
