import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { syncAll } from '../../jobs/sync-all.ts'
import type { App } from '../../src/app/app.ts'
import { openApp } from '../../src/app/open-app.ts'
import { silentProgress } from '../../src/cli/progress.ts'
import { readSettings } from '../../src/config/settings.ts'

let folder: string
let app: App
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dora-sync-stopped-'))
  app = await openApp(readSettings({ LOG_LEVEL: 'silent', DORA_SYNC_DATA: folder }))
}, 60_000)
afterAll(async () => {
  await app?.close()
  await rm(folder, { recursive: true, force: true })
})

test('who stops in the middle of a pass is told no error; nothing more begins, and the next pass does it all', async () => {
  const stop = new AbortController()
  const errors: string[] = []
  const log = pino({ level: 'error' }, { write: line => errors.push(line) })
  const asked = {
    sources: ['adie', 'horizon', 'relais', 'we-ker', 'clps'],
    trigger: 'test',
    dry: false,
  }
  const told = { ...silentProgress, step: () => stop.abort(new Error('SIGINT')) }
  const reports = await syncAll({ ...app, log }, asked, told, stop.signal)
  expect(errors).toEqual([])
  const cut = reports.filter(({ state }) => state === 'interrupted')
  expect(cut.length).toBeGreaterThanOrEqual(asked.sources.length - 4)
  expect(cut.at(-1)?.source).toBe('we-ker')
  expect(cut.length).toBeLessThan(asked.sources.length)
  for (const { message } of cut) expect(message).toBe('Arrêt demandé : le prochain passage reprendra cette source.')
  const begun = (await app.ledger.listRuns()).map(({ source }) => source)
  expect(begun).not.toContain('we-ker')

  const again = await syncAll(app, asked, silentProgress)
  expect(again.filter(({ state }) => state === 'interrupted' || state === 'failed' || state === 'busy')).toEqual([])
}, 120_000)
