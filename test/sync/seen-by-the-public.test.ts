import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ManualClock, manualClock } from '../../src/common/clock.ts'
import { createDoraReader, createDoraWriter } from '../../src/dora/client.ts'
import { createQuota } from '../../src/dora/quota.ts'
import { createUnsafeTransport } from '../../src/dora/transport.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts'
import { sampleFields } from '../dora/sample-fields.ts'
import { makeWorld, SIRET, SOURCE, type World } from './make.ts'

/** Published is not seen: what the public finds of what was written, on the stand-in DORA. */
let clock: ManualClock
let sandbox: Sandbox
let world: World

beforeEach(async () => {
  clock = manualClock('2026-11-24T08:00:00.000Z')
  sandbox = await startSandbox({ seed: 'empty', clock, quotaPerMinute: 10_000 })
  const client = (token: string) => {
    const quota = createQuota({ perMinute: 10_000, clock })
    return { url: sandbox.url, token, quota, clock, random: () => 0.5 }
  }
  const place = { name: 'PEM’S', siret: SIRET, postalCode: '35000', cityCode: '35238' }
  await createUnsafeTransport(client(sandbox.tokens.staff)).send('POST', '/structures/', place)
  const own = client(sandbox.tokens.staff)
  world = await makeWorld({
    clock,
    client: { reader: createDoraReader(own), writer: createDoraWriter({ ...own, departments: ['35'] }) },
  })
})
afterEach(async () => {
  await world.close()
  await sandbox.close()
})

const offer = (key: string, over = {}) => ({ key, fields: sampleFields({ name: `Offre ${key}`, ...over }) })
const structure = () => [...sandbox.state.structures.values()][0]
const DAY = 24 * 3_600_000

test('a service of a structure without members is published and not seen; once somebody is a member it is, without a write', async () => {
  const { members } = sandbox.state
  const staff = members.splice(0)
  const { report } = await world.pass([offer('a'), offer('b', { status: 'DRAFT' })])
  expect(report?.shown).toEqual({ published: 1, visible: 0, unknown: 0, hidden: { orphan: 1 } })
  expect((await world.ledger.links.read(SOURCE, 'a'))?.home).toBe('orphan')
  members.push(...staff)
  clock.advance(DAY)
  const later = await world.pass([offer('a'), offer('b', { status: 'DRAFT' })])
  expect(later.report?.writes).toEqual({ created: 0, changed: 0, structures: 0 })
  expect(later.report?.shown).toEqual({ published: 1, visible: 1, unknown: 0, hidden: {} })
})

test('an obsolete structure hides its services', async () => {
  await world.pass([offer('a')])
  Object.assign(structure() ?? {}, { isObsolete: true })
  clock.advance(DAY)
  expect((await world.pass([offer('a')])).report?.shown?.hidden).toEqual({ obsolete: 1 })
})

test('what ends is seen on its last day and no more on the next, though DORA’s own date does not move', async () => {
  const ends = [offer('a', { suspensionDate: '2026-11-25' })]
  expect((await world.pass(ends)).report?.shown).toMatchObject({ visible: 1, hidden: {} })
  clock.advance(DAY - 3_600_000)
  expect((await world.pass(ends)).report?.shown).toMatchObject({ visible: 1 })
  clock.advance(DAY)
  expect((await world.pass(ends)).report?.shown).toMatchObject({ published: 1, visible: 0, hidden: { over: 1 } })
})

test('what is over already is not created, is said with its day, and is once the source gives new dates', async () => {
  const { plan } = await world.pass([offer('a', { suspensionDate: '2026-11-23' })])
  expect(sandbox.state.services.size).toBe(0)
  const [line] = await Array.fromAsync(world.ledger.runs.lines(plan?.run ?? ''))
  expect(line).toMatchObject({ state: 'waiting', whose: 'partenaire' })
  expect(line?.reason).toMatch(/^Terminée le 23 novembre 2026/)
  await world.pass([offer('a', { suspensionDate: '2027-01-31' })])
  expect(sandbox.state.services.size).toBe(1)
})

test('a list that does not come leaves what was known', async () => {
  await world.pass([offer('a')])
  const before = (await world.ledger.links.read(SOURCE, 'a'))?.home
  clock.advance(DAY)
  sandbox.faults.add({ path: '/structures-admin/', times: 99, fault: { kind: 'status', status: 500 } })
  const { report } = await world.pass([offer('a')])
  expect(report?.shown).toMatchObject({ published: 1 })
  expect((await world.ledger.links.read(SOURCE, 'a'))?.home).toBe(before)
})
