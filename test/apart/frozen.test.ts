import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Bomb, PAGE_BOMBS, SHEET_BOMBS } from '../harvest/bombs.ts'
import { browse } from '../portal/browser.ts'
import { type Child, startChild, untilReady } from '../servers/child.ts'
import { freePort } from '../servers/free-port.ts'

// The real program, with a partner's site where every file is made to freeze it, and with the same files sent to its portal.
const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const BIN = join(ROOT, 'bin', 'dora-sync.js')
const LONGEST_ANSWER_MS = 1000
const MOST_MEGABYTES = 600

let folder: string
let site: Server
let program: Child
let portal: string
let health: string
let watch: ReturnType<typeof watching>
const bodies = new Map<string, { body: Uint8Array; headers: Record<string, string> }>()

const bombs: readonly (Bomb & { id: string })[] = [...SHEET_BOMBS, ...PAGE_BOMBS].map((bomb, at) => ({
  ...bomb,
  id: `piege-${at}`,
}))

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'frozen-'))
  site = createServer((request, response) => {
    const found = bodies.get(request.url ?? '')
    if (!found) response.writeHead(404).end()
    else response.writeHead(200, found.headers).end(found.body)
  })
  await new Promise<void>(resolve => site.listen(0, '127.0.0.1', resolve))
  mkdirSync(join(folder, 'config', 'sources'), { recursive: true })
  for (const file of ['convention.yaml', 'territory.yaml'])
    cpSync(join(ROOT, 'config', file), join(folder, 'config', file))
  for (const bomb of bombs) addSource(bomb, (site.address() as AddressInfo).port)
  const [port, healthPort] = [await freePort(), await freePort()]
  portal = `http://127.0.0.1:${port}`
  health = `http://127.0.0.1:${healthPort}/livez`
  program = startChild(process.execPath, [BIN, 'start', '--json'], {
    env: {
      PATH: process.env.PATH ?? '',
      DORA_SYNC_DATA: join(folder, 'var'),
      DORA_SYNC_CONFIG: join(folder, 'config'),
      DORA_SYNC_MAPPINGS: join(folder, 'mappings'),
      PORT: String(port),
      HEALTH_PORT: String(healthPort),
    },
  })
  await untilReady(program, async () => (await fetch(health)).ok)
  watch = watching()
}, 200_000)
afterAll(async () => {
  await watch.stop()
  await program.end()
  await new Promise(resolve => site.close(resolve))
  rmSync(folder, { recursive: true, force: true })
})

function addSource({ id, harvest, body, headers = {} }: Bomb & { id: string }, port: number): void {
  bodies.set(`/${id}`, { body: body(), headers })
  const source = `id: ${id}\nname: Piège ${id}\npartner: apase\naddress: http://127.0.0.1:${port}/${id}\npaceMs: 0\n`
  writeFileSync(join(folder, 'config', 'sources', `${id}.yaml`), source)
  mkdirSync(join(folder, 'mappings', id), { recursive: true })
  writeFileSync(
    join(folder, 'mappings', id, 'mapping.yaml'),
    JSON.stringify({
      harvest,
      structure: { id: { const: 'apase' }, nom: { const: 'APASE' } },
      offers: [
        {
          actions: [],
          fields: { nom: { read: 'nom', do: 'title' }, description: { read: 'description', do: 'markdown' } },
        },
      ],
    }),
  )
}

/** Asks the program whether it lives, again and again, until it is told to stop. */
function watching() {
  let longest = 0
  let going = true
  const ended = (async () => {
    while (going) {
      const asked = performance.now()
      await fetch(health).then(
        answer => answer.text(),
        () => undefined,
      )
      longest = Math.max(longest, performance.now() - asked)
      await new Promise(resolve => setTimeout(resolve, 20))
    }
  })()
  return {
    longest: () => longest,
    stop() {
      going = false
      return ended
    },
  }
}

/** Most memory the program itself has held so far, in megabytes. */
function peak(): number {
  const status = readFileSync(`/proc/${program.process.pid}/status`, 'utf8')
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024
}

/** Every source's last outcome, once the first pass is over. */
async function firstPass(): Promise<{ links: { audience: string; url: string }[] }> {
  await untilReady(program, async () => program.output().includes('"links"'), { withinMs: 500_000 })
  const line =
    program
      .output()
      .split('\n')
      .find(text => text.includes('"links"')) ?? '{}'
  return JSON.parse(line)
}

let links: { audience: string; url: string }[] = []

test('a site where each file is a trap: the program answers within a second throughout, stays small, and says which file and which limit', async () => {
  links = (await firstPass()).links
  expect(watch.longest()).toBeLessThan(LONGEST_ANSWER_MS)
  expect(peak()).toBeLessThan(MOST_MEGABYTES)
  const ledger = new DatabaseSync(join(folder, 'var', 'ledger.sqlite'), { readOnly: true })
  const runs = ledger.prepare('select source, outcome from runs').all() as { source: string; outcome: string | null }[]
  ledger.close()
  expect(new Set(runs.map(run => run.source)).size).toBe(bombs.length)
  const stopped = runs.flatMap(({ source, outcome }) => {
    const text = outcome ?? ''
    return /"(?:fichier-demesure|tableau-demesure|page-trop-imbriquee|trop-gros)"/.test(text) ? [{ source, text }] : []
  })
  expect(stopped.length).toBeGreaterThan(15)
  for (const { source, text } of stopped) expect(text).toMatch(new RegExp(`${source}\\b.*\\d|dépasse`))
}, 520_000)

test('the same spreadsheets sent to the portal: likewise', async () => {
  const partner = links.find(link => link.audience.startsWith('Partenaire')) ?? links.at(-1)
  const browser = browse({
    request: async (input, init) => {
      const headers = new Headers(init?.headers)
      if (headers.has('origin')) headers.set('origin', portal)
      return fetch(String(input).replace('http://127.0.0.1/', `${portal}/`), { ...init, headers, redirect: 'manual' })
    },
  })
  await browser.get(new URL(partner?.url ?? '').pathname)
  await browser.submit(new URL(partner?.url ?? '').pathname)
  for (const bomb of SHEET_BOMBS) {
    const body = bomb.body()
    if (body.length > 3_000_000) continue
    await browser.get('/tableur')
    const name = `${bomb.harvest.kind}-piege.${bomb.harvest.kind}`
    const page = await browser.submit('/tableur', { fichier: new File([Buffer.from(body)], name) })
    expect(page.status, bomb.name).toBe(422)
    expect(page.text, bomb.name).toContain(name)
  }
  expect(watch.longest()).toBeLessThan(LONGEST_ANSWER_MS)
  expect(peak()).toBeLessThan(MOST_MEGABYTES)
}, 520_000)
