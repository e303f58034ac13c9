import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { systemClock } from '../../src/common/clock.ts'
import { randomIds } from '../../src/common/ids.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { type Bomb, QUICK_BOMBS } from '../harvest/bombs.ts'
import { startSite, type TestSite } from '../harvest/test-site.ts'
import { browse, follow } from '../portal/browser.ts'
import { type Child, startChild, untilReady } from '../servers/child.ts'
import { freePort } from '../servers/free-port.ts'

/** The program as `npm start` runs it, every trap on a partner's page at once, then the sheets sent by a partner: it goes on answering. */

const MIB = 1024 * 1024
/** Far under what any trap holds the process that reads it, far over what a busy machine does. */
const HELD_MS = 10_000
const ROOT = join(import.meta.dirname, '..', '..')
const idOf = (bomb: Bomb) => `piege-${QUICK_BOMBS.indexOf(bomb)}`
const sheets = QUICK_BOMBS.filter(({ name }) => /^(?:ODS|XLSX)/.test(name))

let home: string
let site: TestSite
let program: Child
let portal: string
/** Milliseconds by which the slowest answer of /livez came after that of a server that does nothing, asked at the same moment; a refusal counts for ever. */
let slowest = 0
let idle: Server
let watch: NodeJS.Timeout
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'pieges-'))
  site = await startSite(Object.fromEntries(QUICK_BOMBS.map(bomb => [`/${idOf(bomb)}`, { body: bomb.body() }])))
  cpSync(join(ROOT, 'config'), join(home, 'config'), { recursive: true })
  for (const name of readdirSync(join(home, 'config', 'sources'))) rmSync(join(home, 'config', 'sources', name))
  for (const bomb of QUICK_BOMBS) putSource(bomb)
  const [port, health] = [await freePort(), await freePort()]
  portal = `http://127.0.0.1:${port}`
  program = startChild(process.execPath, [join(ROOT, 'bin', 'dora-sync.js'), 'start', '--json'], {
    env: {
      PATH: process.env.PATH,
      PORT: `${port}`,
      HEALTH_PORT: `${health}`,
      LOG_LEVEL: 'silent',
      DORA_SYNC_SITES: 'live',
      DORA_SYNC_CONFIG: join(home, 'config'),
      DORA_SYNC_MAPPINGS: join(home, 'mappings'),
      DORA_SYNC_DATA: join(home, 'var'),
    },
  })
  await untilReady(program, async () => (await fetch(`${portal}/livez`)).ok)
  idle = createServer((_request, response) => response.end('ok'))
  await new Promise<void>(resolve => idle.listen(0, '127.0.0.1', resolve))
  watch = setInterval(() => void askLife(), 50)
  await untilReady(program, async () => ready() !== null)
}, 120_000)
afterAll(async () => {
  clearInterval(watch)
  idle.close()
  idle.closeAllConnections()
  await program.end('SIGKILL')
  await site.close()
  rmSync(home, { recursive: true, force: true })
})

function putSource(bomb: Bomb): void {
  const id = idOf(bomb)
  const source = { id, name: id, partner: 'ti-liammou', address: `${site.url}/${id}`, paceMs: 0 }
  writeFileSync(join(home, 'config', 'sources', `${id}.yaml`), stringify(source))
  mkdirSync(join(home, 'mappings', id, 'sample'), { recursive: true })
  const mapping = {
    harvest: bomb.harvest,
    structure: { id: { const: id }, nom: { const: id } },
    offers: [
      { fields: { nom: { read: 'nom' }, description: { read: bomb.harvest.kind === 'html' ? 'description' : 'nom' } } },
    ],
  }
  writeFileSync(join(home, 'mappings', id, 'mapping.yaml'), stringify(mapping))
}

async function askLife(): Promise<void> {
  const { port } = idle.address() as AddressInfo
  const [ours, other] = await Promise.all([took(`${portal}/livez`), took(`http://127.0.0.1:${port}/`)])
  slowest = Math.max(slowest, ours - (Number.isFinite(other) ? other : 0))
}

async function took(address: string): Promise<number> {
  const asked = performance.now()
  const answer = await fetch(address, { signal: AbortSignal.timeout(2 * HELD_MS) }).catch(() => null)
  await answer?.text()
  return answer?.ok ? performance.now() - asked : Number.POSITIVE_INFINITY
}

function ready(): { links: { audience: string; url: string }[] } | null {
  const line = /^\{.*\}$/m.exec(program.output())?.[0]
  return line === undefined ? null : (JSON.parse(line) as { links: { audience: string; url: string }[] })
}

/** Most memory that the process ever held, bytes. */
function mostMemory(): number {
  const status = readFileSync(`/proc/${program.process.pid}/status`, 'utf8')
  return Number(/VmHWM:\s*(\d+) kB/.exec(status)?.[1]) * 1024
}

test('a partner’s page: each trap is refused with its address and the limit, and the program answers meanwhile', async () => {
  const ledger = await openLedger(
    { path: join(home, 'var', 'ledger.sqlite') },
    { clock: systemClock, newId: randomIds },
  )
  const runs = await ledger.listRuns({ limit: 100 })
  await ledger.close()
  for (const bomb of QUICK_BOMBS) {
    const outcome = runs.find(run => run.source === idOf(bomb))?.outcome
    const told =
      outcome?.state === 'failed' ? outcome.message : outcome?.state === 'partial' ? outcome.reasons[0]?.message : ''
    expect([bomb.name, told]).toEqual([bomb.name, expect.stringContaining(`/${idOf(bomb)}`)])
    expect(told).toMatch(/400 Mo|20\s?s|1[\s\u202F]000|200[\s\u202F]000/u)
  }
  expect(slowest).toBeLessThan(HELD_MS)
  expect(mostMemory()).toBeLessThan(600 * MIB)
})

test('a partner’s upload: the refusal names the file and the limit, and the program answers meanwhile', async () => {
  const link = ready()?.links.find(({ audience }) => /partenaire/i.test(audience))?.url ?? ''
  const partner = browse({
    request: async (input, init) => {
      const headers = new Headers(init?.headers)
      if (headers.has('origin')) headers.set('origin', portal)
      return fetch(String(input).replace('http://127.0.0.1/', `${portal}/`), { ...init, headers, redirect: 'manual' })
    },
  })
  const { pathname } = new URL(link)
  await partner.get(pathname)
  await follow(partner, await partner.submit(pathname))
  for (const bomb of sheets) {
    await partner.get('/tableur')
    const name = `${idOf(bomb)}.ods`
    const page = await partner.submit('/tableur', { fichier: new File([Buffer.from(bomb.body())], name) })
    expect([bomb.name, page.text]).toEqual([bomb.name, expect.stringContaining(name)])
    expect(page.text).toMatch(/la limite/u)
  }
  expect(slowest).toBeLessThan(HELD_MS)
  expect(mostMemory()).toBeLessThan(600 * MIB)
}, 240_000)
