import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { syncSourceJob } from '../../jobs/sync-source.ts'
import type { App } from '../../src/app/app.ts'
import { openApp } from '../../src/app/open-app.ts'
import { readSettings } from '../../src/config/settings.ts'
import { applyStoredPlan } from '../../src/sync/apply-stored.ts'
import { dora } from './cli.ts'

/**
 * A data folder as the version of 24 November 2026 that knew three migrations left it: three sources in DORA, with questions and
 * refusals, and a plan of `ufopeps` (three services to create) that nobody had decided. What was made then must go on under today's code.
 */
const OLDER = new URL('../data/older-ledger/', import.meta.url)
const APPLIED = ['clps', 'prelude', 'ti-liammou']

let folder: string
let plan: string
let app: App | null
beforeEach(() => {
  app = null
  folder = mkdtempSync(join(tmpdir(), 'older-ledger-'))
  const db = new DatabaseSync(join(folder, 'ledger.sqlite'))
  db.exec(readFileSync(new URL('ledger.sql', OLDER), 'utf8'))
  plan = db.prepare("select id from plans where state = 'proposed'").get()?.id as string
  db.close()
  writeFileSync(join(folder, 'dora-essai.bin'), gunzipSync(readFileSync(new URL('dora-essai.bin.gz', OLDER))))
})
afterEach(async () => {
  await app?.close()
  rmSync(folder, { recursive: true })
})

async function open(): Promise<App> {
  app = await openApp(readSettings({ LOG_LEVEL: 'silent', DORA_SYNC_DATA: folder, PORT: '0' }))
  return app
}
async function pass({ source, app }: { source: string; app: App }) {
  const { signal } = new AbortController()
  const { report, state } = await syncSourceJob(app).run({ source, trigger: 'essai', dry: false }, signal)
  return { state, ...report?.writes, seen: report?.counts.seen }
}
function entryOf({ sources }: App, id: string) {
  const entry = sources.find(({ config }) => config.id === id)
  if (entry === undefined) throw new Error(`no source ${id}`)
  return entry
}
/** Services and structures that DORA ever made: its log is in the folder too. */
const created = (app: App) =>
  app.dora.sandbox?.log().filter(({ method, committed }) => method === 'POST' && committed).length ?? -1

test('what was in DORA is recognised: a pass creates nothing, and the pass after that plans nothing', async () => {
  const app = await open()
  const before = await app.ledger.links.list()
  const made = created(app)
  expect(before.map(link => link.source)).toEqual(expect.arrayContaining(APPLIED))
  for (const source of APPLIED)
    expect(await pass({ source, app })).toMatchObject({ state: 'succeeded', created: 0, structures: 0 })
  for (const source of APPLIED) {
    const again = await pass({ source, app })
    expect(again).toMatchObject({ state: 'succeeded', created: 0, changed: 0 })
    expect(again.seen).toBeGreaterThan(0)
  }
  expect(created(app)).toBe(made)
  expect((await app.ledger.links.list()).map(link => link.slug)).toEqual(before.map(link => link.slug))
})

test('the plan that waited can be read and approved: its services are created once', async () => {
  const app = await open()
  const { fingerprint } = entryOf(app, 'ufopeps')
  const kept = await app.ledger.plans.read(plan)
  const made = created(app)
  expect(kept).toMatchObject({ state: 'proposed', counts: { created: 3 } })
  expect(kept?.operations.map(({ kind }) => kind)).toEqual(['create', 'create', 'create'])
  // Mapping and configuration may have moved since; what is tried here is the ledger.
  await app.ledger.db
    .updateTable('plans')
    .set({ body: JSON.stringify({ ...(await app.ledger.plans.head(plan)), ...movedTo(kept, fingerprint) }) })
    .where('id', '=', plan)
    .execute()
  const { ledger, dora, clock } = app
  const input = {
    plan,
    by: 'Claire',
    configuration: fingerprint,
    ledger,
    reader: dora.reader,
    writer: dora.writer({ createStructures: true }),
    clock,
    departments: dora.departments,
    holder: 'essai',
  }
  const applied = await applyStoredPlan(input)
  expect(applied).toMatchObject({ state: 'succeeded', report: { writes: { created: 3 }, stale: 0 } })
  expect(await pass({ source: 'ufopeps', app })).toMatchObject({ state: 'succeeded', created: 0, seen: 3 })
  expect(created(app)).toBe(made + 3)
})

function movedTo(plan: Awaited<ReturnType<App['ledger']['plans']['read']>>, configuration: string) {
  if (plan === null) throw new Error('no plan')
  return { computedFrom: { ...plan.computedFrom, configuration } }
}

test('a run of then shows its lines, and the commands open the folder', async () => {
  const opened = await open()
  const [run] = await opened.ledger.listRuns({ source: 'ti-liammou', limit: 1 })
  const lines = await Array.fromAsync(opened.ledger.runs.lines(run?.id ?? ''))
  expect(lines).toHaveLength(run?.counts?.seen ?? -1)
  await opened.close()
  app = null
  const inbox = await dora(['inbox', '--json'], { DORA_SYNC_DATA: folder })
  expect(inbox.code, inbox.stderr).toBe(0)
  expect((JSON.parse(inbox.stdout) as unknown[]).length).toBeGreaterThan(0)
}, 60_000)
