import { afterEach, beforeEach, expect, test } from 'vitest'
import { takeCensus } from '../../src/census/take-census.ts'
import { type ManualClock, manualClock } from '../../src/common/clock.ts'
import { createDoraReader } from '../../src/dora/client.ts'
import { createQuota } from '../../src/dora/quota.ts'
import { createUnsafeTransport } from '../../src/dora/transport.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts'
import { type AlteredRoad, alteredRoad, eachSlugged } from '../dora/altered-road.ts'

/** The census of a DORA that is no longer the one of August 2026: one service that is not understood costs no other. */
const DAY = 24 * 3_600_000
let clock: ManualClock
let sandbox: Sandbox
let road: AlteredRoad
let ledger: Ledger

beforeEach(async () => {
  clock = manualClock('2026-11-24T02:00:00.000Z')
  ledger = await openLedger({ path: ':memory:' }, { clock })
  sandbox = await startSandbox({ clock, quotaPerMinute: 100_000 })
  road = await alteredRoad(sandbox.url)
})
afterEach(async () => {
  await ledger.close()
  await road.close()
  await sandbox.close()
})

const client = (token: string, url = road.url) => ({
  url,
  token,
  quota: createQuota({ perMinute: 100_000, clock }),
  clock,
  random: () => 0.5,
})
const take = () =>
  takeCensus(
    {
      ledger,
      clock,
      dora: { departments: ['35'], quota: 100_000, reader: createDoraReader(client(sandbox.tokens.gestionnaire35)) },
    },
    { read: Number.MAX_SAFE_INTEGER, share: 1 },
  )
const standing = async () =>
  new Map((await Array.fromAsync(ledger.census.standing())).map(service => [service.slug, service]))
/** Of the département, that one alone. */
const someService = async () => {
  await take()
  const [first] = [...(await standing()).keys()]
  if (first === undefined) throw new Error('no service')
  return first
}
const edit = (slug: string, change: Record<string, unknown>) =>
  createUnsafeTransport(client(sandbox.tokens.staff, sandbox.url)).send('PATCH', `/services/${slug}/`, change)

test('a service of a status nobody knows is counted as there, named, asked again each night; the others are read', async () => {
  const slug = await someService()
  const before = await standing()
  road.alter(({ json }) => ({
    json: eachSlugged(json, one => (one.slug === slug && 'status' in one ? { ...one, status: 'EN_REVUE' } : one)),
  }))
  clock.advance(8 * DAY)
  const taken = await take()
  expect(taken.aside).toEqual([slug])
  const after = await standing()
  expect([...after.keys()]).toEqual([...before.keys()])
  expect(after.get(slug)?.status).toBe('OTHER')
  expect(taken.left).toBe(1)
  expect(taken.counts.services).toBe(before.size)
  road.alter(null)
  clock.advance(DAY)
  await edit(slug, { recurrence: 'Le matin' })
  expect((await take()).aside).toEqual([])
  expect((await standing()).get(slug)?.status).toBe(before.get(slug)?.status)
})

test.each(['2099-01-01T00:00:00+01:00', 'bientôt'])(
  'one service of France dated %s hides none of the changes of the nights that follow',
  async date => {
    const slug = await someService()
    const strange = [...sandbox.state.services.keys()].find(other => other !== slug) as string
    road.alter(({ path, json }) => {
      const altered = eachSlugged(json, one =>
        one.slug === strange && 'modificationDate' in one ? { ...one, modificationDate: date } : one,
      ) as { results?: { slug: string }[] }
      if (path === '/services/' && altered.results)
        altered.results.sort((a, b) => Number(b.slug === strange) - Number(a.slug === strange))
      return { json: altered }
    })
    clock.advance(8 * DAY)
    expect((await take()).census.whole).toBe(true)
    clock.advance(DAY)
    await edit(slug, { name: 'Un autre nom' })
    clock.advance(3_600_000)
    expect((await take()).census.whole).toBe(false)
    expect((await standing()).get(slug)?.name).toBe('Un autre nom')
  },
)
