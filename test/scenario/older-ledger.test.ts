import { rmSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { App } from '../../src/app/app.ts'
import { openApp } from '../../src/app/open-app.ts'
import { readSettings } from '../../src/config/settings.ts'
import { passOver } from '../../src/sync/pass.ts'
import { dora } from './cli.ts'
import { APPLIED, approveOlder, everCreated, olderFolder } from './older-folder.ts'

/** What an older version made must go on under today's code. */
let older: ReturnType<typeof olderFolder>
let app: App | null
beforeEach(() => {
  app = null
  older = olderFolder()
})
afterEach(async () => {
  await app?.close()
  rmSync(older.folder, { recursive: true })
})

async function open(): Promise<App> {
  app = await openApp(readSettings({ LOG_LEVEL: 'silent', DORA_SYNC_DATA: older.folder, PORT: '0' }))
  return app
}
async function pass({ source, app }: { source: string; app: App }) {
  const { signal } = new AbortController()
  const { report, state } = await passOver({ source, trigger: 'essai', dry: false }, app, signal)
  return { state, ...report?.writes, seen: report?.counts.seen }
}

test('what was in DORA is recognised: a pass creates nothing, and the pass after that plans nothing', async () => {
  const app = await open()
  const before = await app.ledger.links.list()
  const made = everCreated(app)
  expect(before.map(link => link.source)).toEqual(expect.arrayContaining(APPLIED))
  for (const source of APPLIED)
    expect(await pass({ source, app })).toMatchObject({ state: 'succeeded', created: 0, structures: 0 })
  for (const source of APPLIED) {
    const again = await pass({ source, app })
    expect(again).toMatchObject({ state: 'succeeded', created: 0, changed: 0 })
    expect(again.seen).toBeGreaterThan(0)
  }
  expect(everCreated(app)).toBe(made)
  expect((await app.ledger.links.list()).map(link => link.slug)).toEqual(before.map(link => link.slug))
})

test('the plan that waited can be read and approved: its services are created once', async () => {
  const app = await open()
  const kept = await app.ledger.plans.read(older.plan)
  const made = everCreated(app)
  expect(kept).toMatchObject({ state: 'proposed', counts: { created: 3 } })
  expect(kept?.operations.map(({ kind }) => kind)).toEqual(['create', 'create', 'create'])
  const applied = await approveOlder(app, older.plan)
  expect(applied).toMatchObject({ state: 'succeeded', report: { writes: { created: 3 }, stale: 0 } })
  expect(await pass({ source: 'ufopeps', app })).toMatchObject({ state: 'succeeded', created: 0, seen: 3 })
  expect(everCreated(app)).toBe(made + 3)
})

test('a run of then shows its lines, and the commands open the folder', async () => {
  const opened = await open()
  const [run] = await opened.ledger.listRuns({ source: 'ti-liammou', limit: 1 })
  const lines = await Array.fromAsync(opened.ledger.runs.lines(run?.id ?? ''))
  expect(lines).toHaveLength(run?.counts?.seen ?? -1)
  await opened.close()
  app = null
  const inbox = await dora(['inbox', '--json'], { DORA_SYNC_DATA: older.folder })
  expect(inbox.code, inbox.stderr).toBe(0)
  expect((JSON.parse(inbox.stdout) as unknown[]).length).toBeGreaterThan(0)
}, 60_000)
