import { parse } from 'csv-parse/sync'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { manualClock } from '../../src/common/clock.ts'
import type { OfferState } from '../../src/coverage/contract.ts'
import { createFeed } from '../../src/portal/feed/feed.ts'
import { feedRecords } from '../../src/portal/feed/records.ts'
import { validateService } from '../../src/reference/validate.ts'
import { offer, seedOffer } from './seed.ts'
import { openWorld, type World } from './world.ts'

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

  test('the OpenAPI document is 3.1 and describes what is really answered', async () => {
    const { body } = await json('/api/v1/openapi.json')
    expect(body.openapi).toBe('3.1.0')
    expect(Object.keys(body.paths)).toEqual(['/api/v1/offers', '/api/v1/stats', '/feed/{file}'])
    expect(body.components.schemas.Service.properties.nom).toBeDefined()
    const answered = (await json('/api/v1/offers?limit=1')).body.items[0]
    expect(Object.keys(body.components.schemas.Offer.properties).toSorted()).toEqual(Object.keys(answered).toSorted())
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

  test('ids never move, and say nothing', async () => {
    const states = await world.ledger.offerStates()
    const options = { producer: 'p', today: '2026-11-24', withDora: true, confirmed: new Map<string, string>() }
    const ids = feedRecords(states, options).services.map(service => service.id)
    expect(
      feedRecords(states.toReversed(), { ...options, today: '2026-12-24' }).services.map(service => service.id),
    ).toEqual(ids)
    expect(new Set(ids).size).toBe(7)
  })

  test('a feed that cannot be built, or that lost half of its offers, is the previous one', async () => {
    const state = (key: string): OfferState => ({
      offer: offer({ source: 'adie-site', key, name: `Offre ${key}` }),
      state: 'created',
      reason: '',
      slug: null,
      status: null,
      firstSeen: '',
      lastSeen: '',
      publishedAt: null,
      confirmedAt: null,
      whose: null,
    })
    let offers: () => Promise<OfferState[]> = async () => Array.from({ length: 20 }, (_, i) => state(`${i}`))
    const clock = manualClock('2026-11-24T09:00:00Z')
    const feed = createFeed({
      offers: () => offers(),
      confirmations: async () => new Map(),
      producer: 'p',
      clock,
      log: pino({ level: 'silent' }),
    })
    const whole = await feed.current(false)
    expect(whole.services).toBe(20)
    clock.advance(11 * 60_000)
    offers = async () => Promise.reject(new Error('database is away'))
    expect((await feed.current(false)).files['services.json'].etag).toBe(whole.files['services.json'].etag)
    offers = async () => [state('1')]
    expect((await feed.current(false)).services).toBe(20)
    offers = async () => Array.from({ length: 15 }, (_, i) => state(`${i}`))
    clock.advance(11 * 60_000)
    expect((await feed.current(false)).services).toBe(15)
  })

  test('with no feed ever built, the answer says so and when to come back', async () => {
    const feed = createFeed({
      offers: async () => Promise.reject(new Error('away')),
      confirmations: async () => new Map(),
      producer: 'p',
      clock: world.clock,
      log: pino({ level: 'silent' }),
    })
    await expect(feed.current(false)).rejects.toThrow('away')
  })
})
