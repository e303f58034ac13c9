import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ManualClock, manualClock } from '../../src/common/clock.ts'
import { createDoraReader, createDoraWriter } from '../../src/dora/client.ts'
import { createQuota } from '../../src/dora/quota.ts'
import { createUnsafeTransport } from '../../src/dora/transport.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts'
import { sampleFields } from '../dora/sample-fields.ts'
import { makeWorld, SOURCE, type World } from './make.ts'

/** What a source that did not change costs DORA, and what is seen all the same. */
const STRUCTURES = 12
const DAY = 24 * 3_600_000
let clock: ManualClock
let sandbox: Sandbox
let world: World
let token: string

beforeEach(async () => {
  clock = manualClock('2026-11-24T08:00:00.000Z')
  sandbox = await startSandbox({ seed: 'empty', clock, quotaPerMinute: 10_000 })
  token = sandbox.tokens.staff
  for (let n = 0; n < STRUCTURES; n += 1)
    await send('POST', '/structures/', {
      name: structureOf(n),
      siret: siretOf(n),
      postalCode: '35000',
      cityCode: '35238',
    })
  const options = transportOptions()
  world = await makeWorld({
    clock,
    client: { reader: createDoraReader(options), writer: createDoraWriter({ ...options, departments: ['35'] }) },
  })
})
afterEach(async () => {
  await world.close()
  await sandbox.close()
})

function transportOptions() {
  const quota = createQuota({ perMinute: 10_000, clock })
  return { url: sandbox.url, token, quota, clock, random: () => 0.5 }
}
const send = (method: 'POST' | 'PATCH', path: string, body: object) =>
  createUnsafeTransport(transportOptions()).send(method, path, body)

const siretOf = (n: number) => String(90_000_001_900_001 + n)
const structureOf = (n: number) => `Structure ${'ABCDEFGHIJKL'[n]}`
const offer = (n: number, over = {}) => ({
  key: `o${n}`,
  siret: siretOf(n),
  structure: structureOf(n),
  fields: sampleFields({ name: `Offre ${'ABCDEFGHIJKL'[n]}`, ...over }),
})
const all = () => Array.from({ length: STRUCTURES }, (_, n) => offer(n))
const slugOf = async (n: number) => (await world.ledger.links.read(SOURCE, `o${n}`))?.slug ?? ''
/** Requests of one more pass. */
async function cost(offers = all()): Promise<string[]> {
  const before = sandbox.log().length
  await world.pass(offers)
  return sandbox
    .log()
    .slice(before)
    .map(({ method, path }) => `${method} ${path}`)
}
const readOne = (path: string) => /^GET \/(?:structures|services)\/[a-z]/.test(path)

test('nothing changed: a few requests, whatever the number of structures; one that moved is read, the others are not', async () => {
  await world.pass(all())
  clock.advance(DAY)
  const quiet = await cost()
  expect(quiet.filter(readOne)).toEqual([])
  expect(quiet.length).toBeLessThanOrEqual(5)

  clock.advance(DAY)
  await send('PATCH', `/services/${await slugOf(3)}/`, { recurrence: 'Saisi à la main' })
  const one = await cost()
  expect(one.filter(readOne)).toHaveLength(1)
  // Their word is known, and kept.
  expect((await world.ledger.links.read(SOURCE, 'o3'))?.edited).not.toBeNull()
  expect((await cost()).filter(readOne)).toEqual([])
})

test('what changes in the source is compared with DORA as it is, and a person’s word in another field stays', async () => {
  await world.pass(all())
  clock.advance(DAY)
  await send('PATCH', `/services/${await slugOf(3)}/`, { recurrence: 'Saisi à la main' })
  const changed = all().map((each, n) =>
    n === 3 ? offer(3, { fullDesc: 'Une description nouvelle, assez longue.' }) : each,
  )
  expect((await world.pass(changed)).report?.writes).toMatchObject({ changed: 1 })
  const service = sandbox.state.services.get(await slugOf(3))
  expect(service).toMatchObject({ recurrence: 'Saisi à la main', fullDesc: expect.stringContaining('nouvelle') })
})

test('an offer that a partial reading did not show is compared when it comes back', async () => {
  await world.pass(all())
  clock.advance(DAY)
  const slug = await slugOf(3)
  await send('PATCH', `/services/${slug}/`, { recurrence: 'Saisi à la main' })
  clock.advance(DAY)
  // Something moves later, so that the next page no more goes back to that edit.
  await send('PATCH', `/services/${await slugOf(5)}/`, { recurrence: 'Saisi plus tard' })
  const rest = all().filter((_, n) => n !== 3)
  await world.pass(rest, { outcome: { state: 'partial', reasons: [], documents: 1 } })
  clock.advance(DAY)
  expect(await cost()).toContain(`GET /services/${slug}/`)
})

test('what moved in a pass that could not be carried out is compared again', async () => {
  await world.pass(all())
  clock.advance(DAY)
  const slug = await slugOf(3)
  await send('PATCH', `/services/${slug}/`, { recurrence: 'Saisi à la main' })
  await world.pass(all(), { dry: true })
  clock.advance(DAY)
  expect(await cost()).toContain(`GET /services/${slug}/`)
})

test('everything is read again once a week: DORA’s team changes things without a date', async () => {
  await world.pass(all())
  const slug = await slugOf(3)
  sandbox.state.services.delete(slug)
  clock.advance(DAY)
  expect((await cost()).filter(readOne)).toEqual([])
  clock.advance(7 * DAY)
  expect((await cost()).filter(path => path.startsWith('GET /structures/'))).toHaveLength(STRUCTURES)
  const run = (await world.ledger.listRuns({ source: SOURCE, limit: 1 }))[0]
  const lines = await Array.fromAsync(world.ledger.runs.lines(run?.id ?? ''))
  expect(lines.find(({ key }) => key === 'o3')?.state).toBe('waiting')
})
