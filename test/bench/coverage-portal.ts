/**
 * The report of 100 000 offers (or the number given), from the ledger to the page: `node test/bench/coverage-portal.ts [offers]`.
 * The portal as `start` opens it, in a process of its own, asked for `/rapport` as the DDETS does, before anybody else did; at a quarter of the offers, half, all.
 * In few files, as `npm ci` makes the program; with `sources` after the folder, or once anything moved, from the sources.
 * Prints one JSON line: time until the page is whole, processor time of it, the most that the whole process held, its thread included, and what ran.
 */
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { browse, follow } from '../portal/browser.ts'
import { atSizes, halved } from './growth.ts'

/** Processes for each size: the one in the middle is told. A person waits by the clock, so that this one wants a machine at rest. */
const TURNS = 3

const [most = '100000', given, from] = process.argv.slice(2)
const { isFresh }: { isFresh(root: string): boolean } = await import(
  new URL('../../bin/built.js', import.meta.url).href
)
const built = from === undefined && isFresh(fileURLToPath(new URL('../../', import.meta.url)))
const parts: typeof import('./portal-parts.ts') = await import(
  built ? new URL('../../dist/portal-parts.js', import.meta.url).href : './portal-parts.ts'
)
if (given === undefined) {
  const turns = await atSizes(halved(Number(most)), async size => {
    const folder = await mkdtemp(join(tmpdir(), 'dora-sync-bench-report-'))
    const { seedMany } = await import('./seed-many.ts')
    const app = await opened(folder)
    await seedMany(app, size)
    await app.close()
    const said = Array.from({ length: TURNS }, () =>
      execFileSync(process.execPath, [fileURLToPath(import.meta.url), String(size), folder], { encoding: 'utf8' }),
    )
    await rm(folder, { recursive: true })
    return said
      .map(text => JSON.parse(text) as Record<'ms' | 'cpuMs' | 'openedMb' | 'peakMb', number> & { built: boolean })
      .toSorted((a, b) => a.ms - b.ms)[Math.floor(TURNS / 2)]
  })
  process.stdout.write(`${JSON.stringify({ turns })}\n`)
} else {
  const app = await opened(given)
  const runner = parts.inProcessRunner({ newId: app.newId, log: app.log })
  const portal = await parts.openPortal(app, { runner, url: () => 'http://127.0.0.1' })
  const [, reader] = await portal.demoLinks()
  const visitor = browse(portal.app)
  const { pathname } = new URL(reader?.url ?? '')
  await visitor.get(pathname)
  const openedMb = megabytes(process.resourceUsage().maxRSS)
  const start = performance.now()
  const before = process.cpuUsage()
  let page = await follow(visitor, await visitor.submit(pathname))
  // The very first report is waited for by the reader: the page reloads itself.
  while (page.title.includes('en cours de calcul')) page = await visitor.get('/rapport')
  const ms = Math.round(performance.now() - start)
  const { user, system } = process.cpuUsage(before)
  const cpuMs = Math.round((user + system) / 1000)
  const peakMb = megabytes(process.resourceUsage().maxRSS)
  process.stdout.write(`${JSON.stringify({ ms, cpuMs, openedMb, peakMb, built })}\n`)
  await portal.close()
  await app.close()
}

function opened(folder: string) {
  return parts.openApp(parts.readSettings({ LOG_LEVEL: 'silent', DORA_SYNC_DATA: folder, PORT: '0' }))
}

function megabytes(kilobytes: number): number {
  return Math.round(kilobytes / 1024)
}
