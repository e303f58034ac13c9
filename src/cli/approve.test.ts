import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { App } from '../app/app.ts'
import { openApp } from '../app/open-app.ts'
import { readSettings } from '../config/settings.ts'
import { passOver } from '../sync/pass.ts'
import { planCommand } from './approve.ts'

let folder: string
let app: App
let exitCode: typeof process.exitCode
beforeEach(async () => {
  exitCode = process.exitCode
  folder = await mkdtemp(join(tmpdir(), 'dora-sync-plan-'))
  const config = join(folder, 'config')
  await cp(new URL('../../config', import.meta.url), config, { recursive: true })
  // An address where nobody answers: its pass fails without any network.
  const file = join(config, 'sources', 'adie.yaml')
  await writeFile(file, (await readFile(file, 'utf8')).replace(/^address: .*$/m, 'address: http://127.0.0.1:9/offres'))
  const settings = { DORA_SYNC_DATA: folder, DORA_SYNC_CONFIG: config, DORA_SYNC_SITES: 'live', LOG_LEVEL: 'silent' }
  app = await openApp(readSettings(settings))
})
afterEach(async () => {
  process.exitCode = exitCode
  vi.restoreAllMocks()
  await app.close()
  await rm(folder, { recursive: true, force: true })
})

async function plan(source: string, ...flags: string[]) {
  const told = { out: '', err: '' }
  vi.spyOn(process.stdout, 'write').mockImplementation(text => {
    told.out += String(text)
    return true
  })
  vi.spyOn(process.stderr, 'write').mockImplementation(text => {
    told.err += String(text)
    return true
  })
  await planCommand(work => work(app)).parseAsync([source, ...flags], { from: 'user' })
  return { ...told, name: app.sources.find(({ config }) => config.id === source)?.config.name }
}

test('a source whose pass failed has no plan: it is said, with why, and the exit code is 1', async () => {
  const { out, name } = await plan('adie')
  expect(out).toContain(`${name} – échoué, pas de plan\n  `)
  expect(out).toContain('ne répond pas')
  expect(process.exitCode).toBe(1)
})

test('--json: the output stays a list of plans, the reason goes beside it', async () => {
  const { out, err, name } = await plan('adie', '--json')
  expect(JSON.parse(out)).toEqual([])
  expect(err).toContain(`${name} – échoué, pas de plan`)
  expect(process.exitCode).toBe(1)
})

test('a source without address, whose partner said nothing, is no failure: nothing is read, nothing is alerted', async () => {
  await plan('pems')
  expect(process.exitCode).toBe(exitCode)
  const report = await passOver({ source: 'pems', trigger: 'horaire', dry: false }, app, AbortSignal.any([]))
  expect(report).toMatchObject({ state: 'skipped', run: null, message: expect.stringContaining('n’a pas d’adresse') })
  expect(await app.ledger.listRuns({ source: 'pems', limit: 1 })).toEqual([])
})
