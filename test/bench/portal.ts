/**
 * p50 and p95 of the portal's main pages with 100 000 offers in the ledger (or the number given): `node test/bench/portal.ts [offers]`.
 * The product as `start` opens it, on SQLite, asked in the process (no socket). Prints one JSON line per page, in milliseconds.
 * «first» is the first request after the seeding: what nobody had asked before.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openApp } from '../../src/app/open-app.ts'
import { openPortal } from '../../src/app/open-portal.ts'
import { readSettings } from '../../src/config/settings.ts'
import { inProcessRunner } from '../../src/queue/in-process.ts'
import { browse, follow } from '../portal/browser.ts'
import { seedMany } from './seed-many.ts'

const size = Number(process.argv[2] ?? 100_000)
const rounds = Number(process.argv[3] ?? 20)
const folder = await mkdtemp(join(tmpdir(), 'dora-sync-bench-portal-'))
const app = await openApp(readSettings({ LOG_LEVEL: 'silent', DORA_SYNC_DATA: folder, PORT: '0' }))
const runner = inProcessRunner({ newId: app.newId, log: app.log })
const portal = await openPortal(app, { runner, url: () => 'http://127.0.0.1' })
const sources = await seedMany(app, size)

const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)
const [manager, reader] = await portal.demoLinks()
async function signedIn(url: string) {
  const visitor = browse(portal.app)
  const { pathname } = new URL(url)
  await visitor.get(pathname)
  await follow(visitor, await visitor.submit(pathname))
  return visitor
}
const gestionnaire = await signedIn(manager?.url ?? '')
const computing = performance.now()
// Lands on the report, which nobody had asked for: it is computed now, and kept until a run ends.
const ddets = await signedIn(reader?.url ?? '')
say({ page: '/rapport, computed', offers: size, first: Math.round(performance.now() - computing) })
const who = {
  gestionnaire,
  ddets,
  public: browse(portal.app),
}
const partner = sources[0]?.partner ?? ''
const contact = await portal.access.addContact({ partner, email: 'bench@example.org', name: 'Bench' }, 'bench')
const owner = await signedIn((await portal.access.partnerLink(contact, 'bench', { mail: false })).url)
const middle = `${sources[0]?.id}/k${Math.floor(size / 2 / sources.length) * sources.length}`

const pages = [
  ['/', who.gestionnaire],
  ['/sources', who.gestionnaire],
  [`/sources/${sources[0]?.id}`, who.gestionnaire],
  ['/a-traiter', who.gestionnaire],
  ['/offres', who.gestionnaire],
  ['/offres?q=equilibre', who.gestionnaire],
  ['/offres?q=permis+99991', who.gestionnaire],
  ['/offres?q=equlibre+permos', who.gestionnaire],
  ['/offres?q=anticonstitutionnellement', who.gestionnaire],
  ['/offres?tri=fin', who.gestionnaire],
  ['/offres?confirmee=vieille', who.gestionnaire],
  ['/offres?epci=243500139', who.gestionnaire],
  ['/offres?etat=waiting', who.gestionnaire],
  [`/offres/${middle}`, who.gestionnaire],
  ['/partenaires', who.gestionnaire],
  ['/rapport', who.ddets],
  ['/stats', who.public],
  ['/mes-offres', owner],
  [`/mes-offres/${middle}`, owner],
  ['/api/v1/offers', who.public],
  ['/feed/services.json', who.public],
] as const

for (const [path, visitor] of pages) {
  const times: number[] = []
  let status = 0
  let bytes = 0
  for (let i = 0; i <= rounds; i += 1) {
    const begin = performance.now()
    const response = await visitor.raw(path)
    const body = await response.arrayBuffer()
    times.push(performance.now() - begin)
    status = response.status
    bytes = body.byteLength
    // A page that takes seconds has said enough after a few rounds.
    if (performance.now() - begin > 2000 && i >= 3) break
  }
  const [first = 0, ...rest] = times
  const sorted = rest.toSorted((a, b) => a - b)
  const share = (p: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? 0)
  say({
    page: path,
    offers: size,
    status,
    first: Math.round(first),
    p50: share(0.5),
    p95: share(0.95),
    kilobytes: Math.round(bytes / 1024),
  })
}
await runner.close()
await portal.close()
await app.close()
await rm(folder, { recursive: true, force: true })
