import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { App } from '../app/app.ts'
import { openApp } from '../app/open-app.ts'
import { readSettings } from '../config/settings.ts'
import { planCommand } from './approve.ts'

let folder: string
let app: App
let exitCode: typeof process.exitCode
beforeEach(async () => {
  exitCode = process.exitCode
  folder = await mkdtemp(join(tmpdir(), 'dora-sync-plan-'))
  app = await openApp(readSettings({ LOG_LEVEL: 'silent', DORA_SYNC_DATA: folder, DORA_SYNC_SITES: 'live' }))
})
afterEach(async () => {
  process.exitCode = exitCode
  vi.restoreAllMocks()
  await app.close()
  await rm(folder, { recursive: true, force: true })
})

/** What `plan` says about a source that has no address, so that its pass fails without any network. */
async function plan(...flags: string[]) {
  const told = { out: '', err: '' }
  vi.spyOn(process.stdout, 'write').mockImplementation(text => {
    told.out += String(text)
    return true
  })
  vi.spyOn(process.stderr, 'write').mockImplementation(text => {
    told.err += String(text)
    return true
  })
  const source = app.sources.find(({ config }) => config.enabled && config.address === null)?.config
  await planCommand(work => work(app)).parseAsync([source?.id ?? '', ...flags], { from: 'user' })
  return { ...told, name: source?.name ?? '' }
}

test('a source whose pass failed has no plan: it is said, with why, and the exit code is 1', async () => {
  const { out, name } = await plan()
  expect(out).toContain(`${name} – échoué, pas de plan\n  ${name} n’a pas d’adresse connue`)
  expect(process.exitCode).toBe(1)
})

test('--json: the output stays a list of plans, the reason goes beside it', async () => {
  const { out, err, name } = await plan('--json')
  expect(JSON.parse(out)).toEqual([])
  expect(err).toContain(`${name} – échoué, pas de plan`)
  expect(process.exitCode).toBe(1)
})
