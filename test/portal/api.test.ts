import { createConfig, lintFromString } from '@redocly/openapi-core'
import { Validator } from '@seriousme/openapi-schema-validator'
import { parse } from 'csv-parse/sync'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { validateService } from '../../src/reference/validate.ts'
import { seedOffer } from './seed.ts'
import { openWorld, type World } from './world.ts'

const DAY = 86_400_000
let world: World
beforeEach(async () => {
  world = await openWorld()
  for (let i = 0; i < 5; i += 1)
    await seedOffer(world.ledger, { source: 'adie-site', key: `p${i}`, name: `Publiée ${i}`, slug: `p-${i}` })
  await seedOffer(world.ledger, { source: 'bge-site', key: 'd', name: 'Brouillon', slug: 'd', status: 'DRAFT' })
  await seedOffer(world.ledger, { source: 'bge-site', key: 'n', name: 'Hors de DORA' })
})
afterEach(() => world.close())

const json = async (path: string, headers: Record<string, string> = {}) => {
  const response = await world.browser().raw(path, { headers })
  return { response, body: response.status === 304 ? null : JSON.parse(await response.text()) }
}

describe('API', () => {
  test('pages of published offers only, by cursor, with an ETag that answers 304', async () => {
    const first = await json('/api/v1/offers?limit=3')
    expect(first.body.items.map((item: { nom: string }) => item.nom)).toEqual(['Publiée 0', 'Publiée 1', 'Publiée 2'])
    const second = await json(`/api/v1/offers?limit=3&cursor=${first.body.next}`)
    expect(second.body.items.map((item: { nom: string }) => item.nom)).toEqual(['Publiée 3', 'Publiée 4'])
    expect(second.body.next).toBeNull()
    const etag = first.response.headers.get('etag') ?? ''
    expect((await json('/api/v1/offers?limit=3', { 'if-none-match': etag })).response.status).toBe(304)
  })

  test('errors are problem+json', async () => {
    for (const [path, status] of [
      ['/api/v1/offers?limit=9999', 400],
      ['/api/v1/offers?limit=x', 400],
      ['/api/v1/offers?limit=0', 400],
      ['/api/v1/offers?limit=1.5', 400],
      ['/api/v1/offers?q=%1B%5B31m', 400],
      ['/api/v1/offers?cursor=abc', 400],
      [`/api/v1/offers?cursor=${Buffer.from('["a","b"]').toString('base64url')}`, 400],
      ['/feed/services.json?avec-dora=peut-%C3%AAtre', 400],
      ['/api/v1/offers?source=zut', 400],
      ['/api/v1/runs?source=adie', 400],
      ['/api/v1/nowhere', 404],
      ['/feed/other.json', 400],
    ] as const) {
      const { response, body } = await json(path)
      expect([path, response.status, response.headers.get('content-type'), body.status]).toEqual([
        path,
        status,
        'application/problem+json; charset=utf-8',
        status,
      ])
    }
  })

  test('a source that nothing is read from is told, with those that are', async () => {
    const { body } = await json('/api/v1/offers?source=adie-sit')
    expect(body.detail.replaceAll('\u00A0', ' ')).toBe(
      'source : « adie-sit » n’est pas une source lue ; connues : adie-site, bge-site.',
    )
    expect((await json('/api/v1/offers?source=bge-site')).body.items).toEqual([])
  })

  test('one offer by its id, with a record that is valid; what is not published has none', async () => {
    const items = (await json('/api/v1/offers')).body.items as { id: string; nom: string }[]
    const item = items.find(each => each.nom === 'Publiée 3') as { id: string }
    const { response, body } = await json(`/api/v1/offers/${item.id}`)
    expect([response.status, body]).toMatchObject([200, { ...item, service: { nom: 'Publiée 3', id: item.id } }])
    expect(validateService(body.service, { today: '2026-11-24', strict: true }).errors).toEqual([])
    expect(body.structure.id).toBe(body.service.structure_id)
    const gone = await json('/api/v1/offers/dora-sync--0f3a9c')
    expect([gone.response.status, gone.body.title]).toEqual([404, 'Inconnu'])
    // Published later: found as soon as the list may be read again.
    await seedOffer(world.ledger, { source: 'adie-site', key: 'new', name: 'Nouvelle', slug: 'new' })
    const [fresh] = (await json('/api/v1/offers?q=Nouvelle')).body.items
    expect((await json(`/api/v1/offers/${fresh.id}`)).response.status).toBe(404)
    world.clock.advance(60_000)
    expect((await json(`/api/v1/offers/${fresh.id}`)).body.nom).toBe('Nouvelle')
  })

  test('the sources say when they were read and what of theirs is published; runs come page by page, none twice', async () => {
    for (let n = 0; n < 3; n += 1) {
      const run = await world.ledger.runs.begin('bge-site', 'test')
      await world.ledger.runs.finish(run, { state: 'failed', outcome: null, report: null, plan: null, message: 'x' })
    }
    const sources = (await json('/api/v1/sources')).body.items as { id: string; offres_publiees: number }[]
    expect(sources.find(each => each.id === 'adie-site')?.offres_publiees).toBe(5)
    expect(sources.find(each => each.id === 'bge-site')?.offres_publiees).toBe(0)
    const first = (await json('/api/v1/runs?source=bge-site&limit=2')).body
    const second = (await json(`/api/v1/runs?source=bge-site&limit=2&cursor=${first.next}`)).body
    const seen = [...first.items, ...second.items] as { id: string; etat: string }[]
    expect([new Set(seen.map(run => run.id)).size, second.next]).toEqual([3, null])
    expect(new Set(seen.map(run => run.etat))).toEqual(new Set(['echec']))
    expect((await json('/api/v1/runs?cursor=abc')).response.status).toBe(400)
  })

  test('a wrong or unknown parameter is told in French', async () => {
    const said = async (path: string) => (await json(path)).body.detail
    expect(await said('/api/v1/offers?offset=3')).toBe('Paramètre inconnu : offset.')
    expect(await said('/api/v1/stats?jour=hier')).toBe('Paramètre inconnu : jour.')
    expect(await said('/api/v1/offers?limit=9999')).toBe('limit : il faut 200 au plus ; reçu : « 9999 ».')
    expect(await said('/api/v1/offers?limit=x')).toBe('limit : il faut un nombre ; reçu : « x ».')
  })

  test('what does not read is refused with 405 and the methods that do; a browser elsewhere may read', async () => {
    for (const path of ['/api/v1/offers', '/api/v1/nowhere', '/feed/services.json'])
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        const response = await world.browser().raw(path, { method })
        expect([method, path, response.status, response.headers.get('allow')]).toEqual([
          method,
          path,
          405,
          'GET, HEAD, OPTIONS',
        ])
        expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
        expect(await response.json()).toMatchObject({ status: 405, instance: path })
      }
    const asked = await world.browser().raw('/api/v1/offers', { method: 'OPTIONS' })
    expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([204, '*'])
    const read = await world.browser().raw('/feed/services.json', { headers: { origin: 'https://elsewhere.example' } })
    expect(read.headers.get('access-control-allow-origin')).toBe('*')
    expect(read.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  })

  test('a failure of ours is problem+json too, and says nothing of its cause', async () => {
    await world.ledger.db.schema.alterTable('offers').renameTo('gone').execute()
    const { response, body } = await json('/api/v1/offers')
    expect([response.status, response.headers.get('content-type'), body.status]).toEqual([
      500,
      'application/problem+json; charset=utf-8',
      500,
    ])
    expect(JSON.stringify(body)).not.toMatch(/offers\.|no such|SQL/i)
  })

  test('beyond the share of one address, 429 and when to come back', async () => {
    const browser = world.browser('198.51.100.9')
    let last = await browser.raw('/api/v1/nowhere')
    for (let i = 0; i < 600; i += 1) last = await browser.raw('/api/v1/nowhere')
    expect([last.status, last.headers.get('retry-after')]).toEqual([429, '60'])
    expect(await last.json()).toMatchObject({ status: 429 })
    expect((await world.browser('198.51.100.10').raw('/api/v1/nowhere')).status).toBe(404)
  })

  test('the pages of one list, put together, hold each offer once, while others are added', async () => {
    const names: string[] = []
    let cursor: string | null = null
    do {
      const page: { items: { nom: string }[]; next: string | null } = (
        await json(`/api/v1/offers?limit=2${cursor ? `&cursor=${cursor}` : ''}`)
      ).body
      names.push(...page.items.map(item => item.nom))
      // Sorts before what was given already: it must move nothing.
      await seedOffer(world.ledger, {
        source: 'adie-site',
        key: `a${names.length}`,
        name: 'Avant',
        slug: `a-${names.length}`,
      })
      cursor = page.next
    } while (cursor)
    expect(names).toEqual(['Publiée 0', 'Publiée 1', 'Publiée 2', 'Publiée 3', 'Publiée 4'])
  })

  test('the OpenAPI document is 3.1 and describes what is really answered', async () => {
    const { body } = await json('/api/v1/openapi.json')
    expect(body.openapi).toBe('3.1.0')
    const { valid, errors } = await new Validator().validate(body)
    expect([valid, errors]).toEqual([true, undefined])
    for (const { get } of Object.values(body.paths) as { get: { responses: object } }[])
      expect(Object.keys(get.responses)).toEqual(expect.arrayContaining(['200', '304', '429', '500']))
    expect(Object.keys(body.paths)).toEqual([
      '/api/v1/offers',
      '/api/v1/offers/{id}',
      '/api/v1/sources',
      '/api/v1/runs',
      '/api/v1/stats',
      '/feed/{file}',
    ])
    expect(body.components.schemas.Service.properties.nom).toBeDefined()
    const answered = (await json('/api/v1/offers?limit=1')).body.items[0]
    expect(Object.keys(body.components.schemas.Offer.properties).toSorted()).toEqual(Object.keys(answered).toSorted())
  })

  test('the OpenAPI document passes a linter, with every operation named', async () => {
    const { body } = await json('/api/v1/openapi.json')
    const config = await createConfig({ extends: ['recommended'], rules: { 'no-server-example.com': 'error' } })
    const found = await lintFromString({ source: JSON.stringify(body), config })
    expect(found.map(each => `${each.ruleId} ${each.message}`)).toEqual([])
  })

  test('robots.txt keeps personal links out of search engines; security.txt says whom to write to, and until when', async () => {
    const robots = await (await world.browser().raw('/robots.txt')).text()
    expect(robots).toContain('Disallow: /p/\n')
    const security = await world.browser().raw('/.well-known/security.txt')
    expect(security.headers.get('content-type')).toMatch(/^text\/plain/)
    const lines = (await security.text()).split('\n')
    expect(lines[0]).toMatch(/^Contact: mailto:.+@/)
    expect(Date.parse(lines[1]?.replace('Expires: ', '') ?? '')).toBeGreaterThan(world.clock.now().getTime())
  })

  test('public figures name no partner and no euro', async () => {
    const { body } = await json('/api/v1/stats')
    expect(body.indicators.length).toBeGreaterThan(2)
    expect(JSON.stringify(body)).not.toMatch(/Adie|BGE|euros|€/)
    expect((await world.browser().get('/stats')).status).toBe(200)
  })
})

describe('feed', () => {
  test('what DORA publishes is left out unless asked; each service has its structure; the CSV says the same', async () => {
    const services = (await json('/feed/services.json')).body as {
      id: string
      nom: string
      structure_id: string
      source: string
    }[]
    expect(services.map(service => service.nom).toSorted()).toEqual(['Brouillon', 'Hors de DORA'])
    const structures = new Set(((await json('/feed/structures.json')).body as { id: string }[]).map(each => each.id))
    for (const service of services) {
      expect(structures.has(service.structure_id)).toBe(true)
      expect(service.id).toMatch(/^dora-sync--[0-9a-f]{20}$/)
      expect(service.source).toBe('dora-sync')
      expect(validateService(service, { today: '2026-11-24', strict: true }).errors).toEqual([])
    }
    expect((await json('/feed/services.json?avec-dora=oui')).body).toHaveLength(7)
    const csv = parse(await (await world.browser().raw('/feed/services.csv')).text(), { columns: true }) as Record<
      string,
      string
    >[]
    expect(csv.map(row => row.id)).toEqual(services.map(service => service.id))
    const { response } = await json('/feed/services.json')
    const again = await json('/feed/services.json', { 'if-none-match': response.headers.get('etag') ?? '' })
    expect(again.response.status).toBe(304)
  })

  test('ids never move, whatever is read again and in whatever order, and say nothing', async () => {
    const idsOf = async () =>
      Object.fromEntries(
        ((await json('/feed/services.json?avec-dora=oui')).body as { nom: string; id: string }[]).map(each => [
          each.nom,
          each.id,
        ]),
      )
    const before = await idsOf()
    const other = await openWorld()
    try {
      // Another ledger, another order, other dates.
      await seedOffer(other.ledger, { source: 'bge-site', key: 'n', name: 'Hors de DORA', words: 'autre' })
      await seedOffer(other.ledger, { source: 'adie-site', key: 'p1', name: 'Publiée 1' })
      const response = await other.browser().raw('/feed/services.json')
      for (const { nom, id } of (await response.json()) as { nom: string; id: string }[])
        expect([nom, id]).toEqual([nom, before[nom]])
    } finally {
      await other.close()
    }
    expect(new Set(Object.values(before)).size).toBe(7)
    expect(Object.values(before).join(' ')).not.toMatch(/adie|bge|p1|site/)
  })

  test('date_maj is the day a person last vouched for the offer: reading it again does not move it, a confirmation does', async () => {
    const dateOf = async (nom: string) =>
      ((await json('/feed/services.json')).body as { nom: string; date_maj: string }[]).find(each => each.nom === nom)
        ?.date_maj
    const record = (await world.ledger.offers.read('bge-site', 'n'))?.record ?? null
    expect(await dateOf('Hors de DORA')).toBe('2026-11-20')
    world.clock.advance(DAY)
    await world.ledger.offers.saw({
      source: 'bge-site',
      key: 'n',
      name: 'Hors de DORA',
      version: world.clock.now().toISOString(),
      fingerprint: 'f',
      record,
      rejection: null,
      run: 'run_2',
    })
    expect(await dateOf('Hors de DORA')).toBe('2026-11-20')
    const bge = await world.asPartner('bge')
    await bge.get('/mes-offres')
    await bge.submit('/mes-offres/bge-site/n/confirmer')
    world.clock.advance(DAY)
    expect([await dateOf('Hors de DORA'), await dateOf('Brouillon')]).toEqual(['2026-11-25', '2026-11-20'])
  })

  test('a published offer that is asked for only with `avec-dora=oui` never slips in when it is confirmed', async () => {
    await world.desk.ledger.statements.add({
      partner: 'adie',
      offer: { source: 'adie-site', key: 'p0' },
      title: 'Confirmation',
      body: { kind: 'confirmation' },
      by: 'Alex',
    })
    for (const file of ['services.json', 'services.csv'])
      expect(await (await world.browser().raw(`/feed/${file}`)).text()).not.toContain('Publiée')
    expect(await (await world.browser().raw('/feed/services.csv?avec-dora=oui')).text()).toContain('Publiée 0')
  })

  test('the columns of the CSV are the fields of the JSON, in the same order', async () => {
    for (const kind of ['services', 'structures']) {
      const [first] = (await json(`/feed/${kind}.json`)).body as object[]
      const [head] = (await (await world.browser().raw(`/feed/${kind}.csv`)).text()).split('\n')
      expect(head).toBe(Object.keys(first ?? {}).join(','))
    }
  })

  test('with no catalogue ever built, the answer says so and when to come back', async () => {
    await world.ledger.leases.acquire('feed-sans-dora', 'another process that is at it', DAY)
    const { response, body } = await json('/feed/services.json')
    expect([response.status, response.headers.get('retry-after'), body.status]).toEqual([503, '60', 503])
    expect(response.headers.get('content-type')).toContain('application/problem+json')
  })
})
