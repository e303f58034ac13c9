import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { gunzipSync } from 'node:zlib'
import type { App } from '../../src/app/app.ts'
import { applyStoredPlan } from '../../src/sync/apply-stored.ts'

const OLDER = new URL('../data/older-ledger/', import.meta.url)

/** Sources of the older folder whose offers are in DORA. */
export const APPLIED = ['clps', 'prelude', 'ti-liammou']

/**
 * A data folder as the version of 24 November 2026 that knew three migrations left it: three sources in DORA, with questions and
 * refusals, and a plan of `ufopeps` (three services to create) that nobody had decided.
 */
export function olderFolder(): { folder: string; ledger: string; plan: string } {
  const folder = mkdtempSync(join(tmpdir(), 'older-ledger-'))
  const ledger = join(folder, 'ledger.sqlite')
  const db = new DatabaseSync(ledger)
  db.exec(readFileSync(new URL('ledger.sql', OLDER), 'utf8'))
  const plan = db.prepare("select id from plans where state = 'proposed'").get()?.id as string
  db.close()
  writeFileSync(join(folder, 'dora-essai.bin'), gunzipSync(readFileSync(new URL('dora-essai.bin.gz', OLDER))))
  return { folder, ledger, plan }
}

/** Services and structures that DORA ever made: its log is in the folder too. */
export function everCreated({ dora }: App): number {
  return dora.sandbox?.log().filter(({ method, committed }) => method === 'POST' && committed).length ?? -1
}

/** Approves the plan of then as a person would. Mapping and configuration may have moved since: what is tried is the ledger. */
export async function approveOlder(app: App, plan: string): ReturnType<typeof applyStoredPlan> {
  const { ledger, dora, clock } = app
  const configuration = app.sources.find(({ config }) => config.id === 'ufopeps')?.fingerprint ?? ''
  const row = await ledger.db.selectFrom('plans').select('body').where('id', '=', plan).executeTakeFirstOrThrow()
  const body = JSON.parse(row.body) as { computedFrom: object }
  const moved = JSON.stringify({ ...body, computedFrom: { ...body.computedFrom, configuration } })
  await ledger.db.updateTable('plans').set({ body: moved }).where('id', '=', plan).execute()
  return applyStoredPlan({
    plan,
    by: 'Claire',
    configuration,
    ledger,
    reader: dora.reader,
    writer: dora.writer({ createStructures: true }),
    clock,
    departments: dora.departments,
    holder: 'essai',
  })
}
