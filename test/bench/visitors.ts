/**
 * What a person waits for with 100 000 offers in the ledger: node test/bench/visitors.ts [offers, default 100000]
 * The portal as `start` opens it, on SQLite, in a process of its own that listens on 127.0.0.1; this one asks `/` and `/sources`, one after the other, then as
 * 20 visitors at once. At a hundredth of the offers, a tenth, all. Prints one JSON line: p95 of each page in milliseconds, answers a second, the
 * portal's processor time for each, and the longest that the event loop was held while pages were asked, the very first one included.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { openApp } from '../../src/app/open-app.ts'
import { openPortal } from '../../src/app/open-portal.ts'
import { readSettings } from '../../src/config/settings.ts'
import { servePortal } from '../../src/portal/serve.ts'
import { inProcessRunner } from '../../src/queue/in-process.ts'
import { browse } from '../portal/browser.ts'
import { startChild, untilReady } from '../servers/child.ts'
import { atSizes, tenths } from './growth.ts'
import { seedMany } from './seed-many.ts'

const ROUNDS = 40
const VISITORS = 20
const CROWD_MS = 4000
/** The event loop's delay is looked at this often, milliseconds. */
const RESOLUTION = 2

/** Milliseconds since the last time. */
interface Took {
  held: number
  processor: number
}

const [first = '100000', size] = process.argv.slice(2)
if (first === 'serve') await serve(Number(size))
else process.stdout.write(`${JSON.stringify({ turns: await atSizes(tenths(Number(first)), visit) })}\n`)

/** Prints where it listens and a signed-in cookie; then, for each message, what it took since the one before. */
async function serve(offers: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'dora-sync-bench-visitors-'))
  const app = await openApp(readSettings({ LOG_LEVEL: 'silent', DORA_SYNC_DATA: folder, PORT: '0' }))
  await seedMany(app, offers)
  const runner = inProcessRunner({ newId: app.newId, log: app.log })
  const portal = await openPortal(app, { runner, url: () => 'http://127.0.0.1' })
  const served = await servePortal(portal.app, { port: 0 })
  const [manager] = await portal.demoLinks()
  const { pathname } = new URL(manager?.url ?? '')
  const visitor = browse(portal.app)
  await visitor.get(pathname)
  const { location } = await visitor.submit(pathname)
  if (location === null) throw new Error('not signed in')
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION })
  delay.enable()
  process.stdout.write(`${JSON.stringify({ url: served.url, cookie })}\n`)
  let spent = process.cpuUsage()
  process.on('message', () => {
    const { user, system } = process.cpuUsage(spent)
    const took: Took = {
      held: Math.max(0, Math.round(delay.max / 1e6 - RESOLUTION)),
      processor: (user + system) / 1000,
    }
    process.send?.(took)
    spent = process.cpuUsage()
    delay.reset()
  })
  process.once('SIGTERM', async () => {
    await served.close()
    await runner.close()
    await portal.close()
    await app.close()
    await rm(folder, { recursive: true, force: true })
    process.exit()
  })
}

async function visit(offers: number) {
  const child = startChild(process.execPath, [fileURLToPath(import.meta.url), 'serve', String(offers)], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  try {
    await untilReady(child, async () => child.output().includes('"cookie"'), { withinMs: 600_000 })
    const { url, cookie } = JSON.parse(child.output().trim().split('\n').at(-1) ?? '') as Record<
      'url' | 'cookie',
      string
    >
    const agent = new Agent({ keepAlive: true, maxSockets: VISITORS })
    const ask = (path: string) => answered(`${url}${path}`, { agent, headers: { cookie } })
    const took = () => {
      const told = new Promise<Took>(resolve => child.process.once('message', value => resolve(value as Took)))
      child.process.send('since')
      return told
    }
    await took()
    const p95: Record<string, number> = {}
    for (const path of ['/', '/sources']) {
      const times: number[] = []
      for (let round = 0; round <= ROUNDS; round += 1) {
        const start = performance.now()
        await ask(path)
        if (round > 0) times.push(performance.now() - start)
      }
      p95[path] = Math.round(times.toSorted((a, b) => a - b)[Math.floor(ROUNDS * 0.95)] ?? 0)
    }
    const alone = await took()
    const start = performance.now()
    let answers = 0
    await Promise.all(
      Array.from({ length: VISITORS }, async (_, n) => {
        while (performance.now() - start < CROWD_MS) {
          await ask((answers + n) % 2 === 0 ? '/' : '/sources')
          answers += 1
        }
      }),
    )
    const perSecond = Math.round(answers / ((performance.now() - start) / 1000))
    const crowd = await took()
    agent.destroy()
    return {
      home: p95['/'] ?? 0,
      sources: p95['/sources'] ?? 0,
      perSecond,
      processor: Math.round((crowd.processor / answers) * 10) / 10,
      heldAlone: alone.held,
      heldInCrowd: crowd.held,
    }
  } finally {
    await child.end()
  }
}

/** @throws Error when the page is not there: a redirect to the sign-in page is soon served, and says nothing */
function answered(url: string, options: { agent: Agent; headers: Record<string, string> }): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, options, response => {
      response.resume().once('end', () => {
        if (response.statusCode === 200) resolve()
        else reject(new Error(`${url}: ${response.statusCode}`))
      })
    }).once('error', reject)
  })
}
