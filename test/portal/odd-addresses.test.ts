import { afterEach, beforeEach, expect, test } from 'vitest'
import { seedOffer } from './seed.ts'
import { openWorld, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await openWorld()
  await seedOffer(world.ledger, { source: 'adie-site', key: 'a1', name: 'Atelier Adie', slug: 'atelier-adie' })
})
afterEach(() => world.close())

/** Every parameter that some page reads. */
const NAMES = [
  ...['q', 'tri', 'etat', 'dora', 'theme', 'action', 'epci', 'confirmee', 'fin', 'qualite', 'partenaire', 'source'],
  ...['apres', 'avant', 'colonnes', 'faire', 'voir', 'au', 'tout', 'champ', 'page', 'vu', 'ajour', 'robot', 'de', 'a'],
  ...[
    'un',
    'autre',
    'chercher',
    'rattacher',
    'convention',
    'personne',
    'qui',
    'quoi',
    'limit',
    'cursor',
    'jour',
    'jusqu',
  ],
]
const ODD = ['__proto__', 'constructor', 'toString', '%FF', '%00', '-1', '1e9', '9'.repeat(400), '%22%3E%3Cscript%3E']

test('no page fails, whatever its address says', async () => {
  const manager = await world.as('gestionnaire')
  const partner = await world.asPartner('adie')
  const routes = (world.app as unknown as { routes: { method: string; path: string }[] }).routes
  const paths = new Set(
    routes.filter(({ method, path }) => method === 'GET' && !/[*]|^\/assets/.test(path)).map(({ path }) => path),
  )
  expect(paths.size).toBeGreaterThan(60)
  const failed: string[] = []
  for (const path of paths)
    for (const odd of ODD) {
      const own = path.startsWith('/mes-offres') || path.startsWith('/declarer') || path.startsWith('/tableur')
      const place = path.replace(':source', 'adie-site').replace(':key', 'a1')
      for (const address of [
        path.includes(':') ? path.replace(/:\w+(\{[^}]*\})?/g, encodeURIComponent(odd).replaceAll('%25', '%')) : path,
        `${place.replace(/:\w+(\{[^}]*\})?/g, 'x')}?${NAMES.map(name => `${name}=${odd}`).join('&')}`,
      ]) {
        const { status } = await (own ? partner : manager).raw(address)
        if (status >= 500 && status !== 503) failed.push(`${status} ${address.slice(0, 120)}`)
      }
    }
  expect(failed).toEqual([])
}, 120_000)

test('a page of another site may read that nothing changed, and the tag to ask it with', async () => {
  for (const path of ['/api/v1/offers', '/api/v1/stats', '/feed/services.json']) {
    const first = await world.browser().raw(path)
    expect(first.headers.get('access-control-expose-headers')).toContain('ETag')
    const headers = { 'if-none-match': first.headers.get('etag') ?? '', origin: 'https://ailleurs.example' }
    const again = await world.browser().raw(path, { headers })
    expect([path, again.status, again.headers.get('access-control-allow-origin')]).toEqual([path, 304, '*'])
  }
})

test('the feed answers «unchanged» to a date too, and the tag counts before the date', async () => {
  const ask = async (headers: Record<string, string>) =>
    (await world.browser().raw('/feed/services.json', { headers })).status
  const first = await world.browser().raw('/feed/services.json')
  const [tag, date] = [first.headers.get('etag') ?? '', first.headers.get('last-modified') ?? '']
  expect(await ask({ 'if-modified-since': date })).toBe(304)
  expect(await ask({ 'if-modified-since': 'Mon, 23 Nov 2026 09:00:00 GMT' })).toBe(200)
  expect(await ask({ 'if-modified-since': 'hier' })).toBe(200)
  expect(await ask({ 'if-none-match': '"autre"', 'if-modified-since': date })).toBe(200)
  expect(await ask({ 'if-none-match': tag, 'if-modified-since': 'hier' })).toBe(304)
})
