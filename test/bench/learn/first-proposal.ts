/**
 * How long the portal takes from «Regarder cette page» to the proposal on the screen, page by page of our own: node test/bench/learn/first-proposal.ts
 * The first one starts the process that reads apart. Prints one JSON line, milliseconds.
 */
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { openApp } from '../../../src/app/open-app.ts'
import { openPortal } from '../../../src/app/open-portal.ts'
import { readSettings } from '../../../src/config/settings.ts'
import { inProcessRunner } from '../../../src/queue/in-process.ts'
import { browse, follow } from '../../portal/browser.ts'
import { serveFolder } from './serve.ts'

const PAGES = join(import.meta.dirname, 'own')
const folder = await mkdtemp(join(tmpdir(), 'dora-sync-first-'))
const app = await openApp(readSettings({ LOG_LEVEL: 'silent', DORA_SYNC_DATA: folder, PORT: '0', TEACH_LOCAL: 'oui' }))
const runner = inProcessRunner({ newId: app.newId, log: app.log })
const portal = await openPortal(app, { runner, url: () => 'http://127.0.0.1' })
const visitor = browse(portal.app)
const [link] = await portal.demoLinks()
const path = new URL(link?.url ?? '').pathname
await visitor.get(path)
await follow(visitor, await visitor.submit(path))

const took: number[] = []
for (const name of (await readdir(PAGES)).sort()) {
  const site = await serveFolder(join(PAGES, name))
  await visitor.get('/sources/ajouter')
  const started = performance.now()
  const sent = await visitor.submit('/sources/ajouter/page', {
    pour: 'apase 5/accompagnement',
    adresse: `${site.url}/page`,
  })
  const shown = await follow(visitor, sent)
  if (shown.status !== 200) throw new Error(`${name}: ${shown.status} ${shown.text.slice(0, 200)}`)
  took.push(Math.round(performance.now() - started))
  await site.close()
}
await runner.close()
await portal.close()
await app.close()
await rm(folder, { recursive: true, force: true })
const [first = 0, ...others] = took
const sorted = others.toSorted((a, b) => a - b)
process.stdout.write(
  `${JSON.stringify({ first, median: sorted[Math.floor(sorted.length / 2)], slowest: sorted.at(-1), load: loadavg()[0]?.toFixed(1) })}\n`,
)
