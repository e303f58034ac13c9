import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ManualClock, manualClock } from '../../src/common/clock.ts'
import { createDoraReader, createDoraWriter } from '../../src/dora/client.ts'
import { createQuota } from '../../src/dora/quota.ts'
import { askStanding } from '../../src/dora/standing.ts'
import { createUnsafeTransport } from '../../src/dora/transport.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts'
import { patientDora } from '../../src/sync/patient-dora.ts'
import { sampleFields } from '../dora/sample-fields.ts'
import { makeWorld, SIRET, SOURCE, type World } from './make.ts'

/** A DORA that goes away in the middle of a pass, on the sandbox's clock. */
let clock: ManualClock
let sandbox: Sandbox
let world: World

const MINUTE = 60_000
const OFFERS = Array.from({ length: 30 }, (_, n) => ({
  key: `o${n}`,
  fields: sampleFields({ name: `Offre numéro ${n}` }),
}))
const NO_NOISE = AbortSignal.any([])

beforeEach(async () => {
  clock = manualClock('2026-11-24T08:00:00.000Z')
  sandbox = await startSandbox({ seed: 'empty', clock, quotaPerMinute: 10_000 })
  await createUnsafeTransport(client(sandbox.tokens.staff)).send('POST', '/structures/', {
    name: 'PEM’S',
    siret: SIRET,
    postalCode: '35000',
    cityCode: '35238',
  })
  const account = client(sandbox.tokens.gestionnaire35)
  const patient = () =>
    patientDora({
      clock,
      waitMs: 30 * MINUTE,
      standing: () => askStanding({ ...account, departments: ['35'] }),
      signal: NO_NOISE,
    })
  world = await makeWorld({ clock, client: pass(patient) })
})
afterEach(async () => {
  await world.close()
  await sandbox.close()
})

function client(token: string) {
  const quota = createQuota({ perMinute: 10_000, clock })
  return { url: sandbox.url, token, quota, clock, random: () => 0.5 }
}

/** As each pass is given a patience of its own. */
function pass(patient: () => ReturnType<typeof patientDora>) {
  const account = client(sandbox.tokens.gestionnaire35)
  const reader = createDoraReader(account)
  const writer = createDoraWriter({ ...account, departments: ['35'] })
  let now = patient()
  return {
    get reader() {
      now = patient()
      return now.reader(reader)
    },
    get writer() {
      return now.writer(writer)
    },
  }
}

const away = (seconds: number, status?: number) =>
  sandbox.faults.add({
    method: 'POST',
    path: '/services/',
    after: 2,
    fault: { kind: 'away', seconds, ...(status === undefined ? {} : { status }) },
  })
const names = () => [...sandbox.state.services.values()].map(({ name }) => name)

test.each([undefined, 503])('an outage of ten minutes in the middle of the writes is waited for (%s)', async status => {
  away(600, status)
  const { state, report } = await world.pass(OFFERS)
  expect(report?.counts.created).toBeGreaterThanOrEqual(29)
  expect(['succeeded', 'partly']).toContain(state)
  await world.pass(OFFERS)
  expect(names()).toHaveLength(30)
  expect(new Set(names()).size).toBe(30)
})

test('an outage in the middle of the reading is waited for, and nothing is left waiting', async () => {
  await world.pass(OFFERS)
  for (const service of sandbox.state.services.values())
    Object.assign(service, { recurrence: 'Le mardi', modifiedAt: sandbox.state.stamp() })
  sandbox.faults.add({ method: 'GET', path: '/services/', after: 3, fault: { kind: 'away', seconds: 600 } })
  const { report, state } = await world.pass(OFFERS)
  expect(report?.counts.waiting).toBe(0)
  expect(state).toBe('succeeded')
})

test('past the limit the run is interrupted and says why; the next one ends it', async () => {
  away(3 * 3600)
  const started = clock.now().getTime()
  const { state, message, report, plan } = await world.pass(OFFERS)
  expect(state).toBe('interrupted')
  expect(message).toMatch(/DORA ne répond plus depuis 30 min .*reprend de lui-même/)
  expect(report?.counts.created).toBe(2)
  const waited = clock.now().getTime() - started - 60 * MINUTE
  expect(waited).toBeGreaterThan(29 * MINUTE)
  expect(waited).toBeLessThan(35 * MINUTE)
  expect((await world.ledger.runs.read(plan?.run ?? ''))?.state).toBe('interrupted')
  expect((await world.ledger.listRuns({ source: SOURCE, limit: 1 }))[0]?.message).toBe(message)
  clock.advance(3 * 3_600_000)
  await world.pass(OFFERS)
  expect(new Set(names()).size).toBe(30)
  expect(names()).toHaveLength(30)
})

test('one route that fails while DORA works is no outage: its offer waits, the others go on', async () => {
  await world.pass(OFFERS)
  const [slug] = sandbox.state.services.keys()
  for (const service of sandbox.state.services.values()) Object.assign(service, { modifiedAt: sandbox.state.stamp() })
  sandbox.faults.add({ method: 'GET', path: `/services/${slug}/`, times: 99, fault: { kind: 'status', status: 500 } })
  const before = clock.now().getTime()
  const { report } = await world.pass(OFFERS)
  expect(report?.counts.waiting).toBe(1)
  expect(clock.now().getTime() - before).toBeLessThan(65 * MINUTE)
})
