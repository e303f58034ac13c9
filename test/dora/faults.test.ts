import { afterEach, beforeEach, expect, test } from 'vitest'
import { manualClock } from '../../src/common/clock.ts'
import { createDoraReader, createDoraWriter } from '../../src/dora/client.ts'
import { createQuota } from '../../src/dora/quota.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts'
import { sampleFields } from './sample-fields.ts'

/** What each scriptable fault of the sandbox means to the client. */
const clock = manualClock('2026-11-24T09:00:00Z')
const SERVICE = 'communaute-emmaus-de-qikm-premieres-heures-en-'
const HOME = 'communaute-emmaus-de-qikm'
let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox({ clock })
})
afterEach(() => sandbox.close())

function clientOptions() {
  return {
    url: sandbox.url,
    token: sandbox.tokens.gestionnaire35,
    quota: createQuota({ perMinute: 120, clock }),
    clock,
    random: () => 0.5,
    timeoutMs: 300,
    departments: ['35'],
  }
}
const services = () => [...sandbox.state.services.values()].filter(service => service.structure === HOME)
const creates = () => sandbox.log().filter(entry => entry.method === 'POST')

test('500 then 200 on a read: tried again, and waited for', async () => {
  sandbox.faults.add({ method: 'GET', path: '/services/', times: 2, fault: { kind: 'status', status: 500 } })
  const before = clock.slept.length
  expect((await createDoraReader(clientOptions()).readService(SERVICE))?.slug).toBe(SERVICE)
  expect(clock.slept.slice(before)).toEqual([750, 1500])
})

test('500 for ever on a read: transient, after the last try', async () => {
  sandbox.faults.add({ path: '/services/', times: 99, fault: { kind: 'status', status: 503 } })
  await expect(createDoraReader(clientOptions()).readService(SERVICE)).rejects.toMatchObject({
    kind: 'transient',
    status: 503,
  })
  expect(sandbox.log()).toHaveLength(4)
})

test.each<['reset-before' | 'reset-after', number]>([
  ['reset-before', 1],
  ['reset-after', 2],
])('%s on a creation: a doubt, sent once, %i services in the end', async (kind, count) => {
  sandbox.faults.add({ method: 'POST', path: '/services/', fault: { kind } })
  await expect(createDoraWriter(clientOptions()).createService(HOME, sampleFields())).rejects.toMatchObject({
    kind: 'doubt',
    code: 'connexion-perdue',
    status: null,
  })
  expect(creates()).toHaveLength(1)
  expect(services()).toHaveLength(count)
})

test('reset on a read: tried again', async () => {
  sandbox.faults.add({ method: 'GET', path: '/services/', fault: { kind: 'reset-before' } })
  expect((await createDoraReader(clientOptions()).readService(SERVICE))?.slug).toBe(SERVICE)
})

test('a write that hangs is a doubt; a read that hangs is tried again', async () => {
  sandbox.faults.add({ method: 'PATCH', fault: { kind: 'hang' } })
  await expect(createDoraWriter(clientOptions()).updateService(SERVICE, { recurrence: 'Mardi' })).rejects.toMatchObject(
    {
      kind: 'doubt',
    },
  )
  sandbox.faults.add({ method: 'GET', path: '/services/', fault: { kind: 'hang' } })
  expect((await createDoraReader(clientOptions()).readService(SERVICE))?.slug).toBe(SERVICE)
})

test('429 with Retry-After: obeyed by everybody, and the write goes through once', async () => {
  sandbox.faults.add({ method: 'PATCH', fault: { kind: 'throttle', retryAfterSeconds: 17 } })
  const before = clock.slept.length
  const changed = await createDoraWriter(clientOptions()).updateService(SERVICE, { recurrence: 'Mardi' })
  expect(changed.fields.recurrence).toBe('Mardi')
  expect(clock.slept.slice(before)).toEqual([17_000])
  expect(sandbox.log().filter(entry => entry.committed)).toHaveLength(1)
})

test('a Retry-After that one client was told holds all who share its quota', async () => {
  sandbox.faults.add({ method: 'GET', path: '/services/', fault: { kind: 'throttle', retryAfterSeconds: 17 } })
  const options = clientOptions()
  const paused: number[] = []
  const quota = {
    acquire: (signal?: AbortSignal) => options.quota.acquire(signal),
    pause: (ms: number) => {
      paused.push(ms)
      options.quota.pause(ms)
    },
  }
  await createDoraReader({ ...options, quota }).readService(SERVICE)
  expect(paused).toEqual([17_000])
})

test('429 for longer than the budget: given up, with the wait it asked for', async () => {
  sandbox.faults.add({ method: 'GET', path: '/services/', fault: { kind: 'throttle', retryAfterSeconds: 3600 } })
  await expect(createDoraReader(clientOptions()).readService(SERVICE)).rejects.toMatchObject({
    kind: 'transient',
    code: 'quota-depasse',
    retryAfterMs: 3_600_000,
  })
})

test('slow drip: the read is given up at its time and tried again', async () => {
  sandbox.faults.add({ method: 'GET', path: '/services/', fault: { kind: 'drip', chunkBytes: 1, everyMs: 20 } })
  expect((await createDoraReader(clientOptions()).readService(SERVICE))?.slug).toBe(SERVICE)
  expect(sandbox.log().map(entry => entry.fault)).toEqual(['drip', null])
})

test.each([{ kind: 'truncate' } as const, { kind: 'content-type', contentType: 'text/html' } as const])(
  '$kind: a read is tried again, a write is a doubt that was committed',
  async fault => {
    sandbox.faults.add({ method: 'GET', path: '/services/', fault })
    expect((await createDoraReader(clientOptions()).readService(SERVICE))?.slug).toBe(SERVICE)
    sandbox.faults.add({ method: 'POST', path: '/services/', fault })
    await expect(createDoraWriter(clientOptions()).createService(HOME, sampleFields())).rejects.toMatchObject({
      kind: 'doubt',
      code: 'reponse-illisible',
    })
    expect(services()).toHaveLength(2)
  },
)

test('a stale read answers as before the last write, once', async () => {
  const writer = createDoraWriter(clientOptions())
  const reader = createDoraReader(clientOptions())
  const created = await writer.createService(HOME, sampleFields())
  sandbox.faults.add({ method: 'GET', path: '/services/', fault: { kind: 'stale' } })
  expect(await reader.readService(created.slug)).toBeNull()
  expect((await reader.readService(created.slug))?.slug).toBe(created.slug)
  await writer.updateService(created.slug, { recurrence: 'Mardi' })
  sandbox.faults.add({ method: 'GET', path: '/services/', fault: { kind: 'stale' } })
  expect((await reader.readService(created.slug))?.fields.recurrence).toBe(sampleFields().recurrence)
})

test('an unreachable DORA: a write that never left may be tried again, then is transient', async () => {
  const options = clientOptions()
  await sandbox.close()
  await expect(createDoraReader(options).readService(SERVICE)).rejects.toMatchObject({
    kind: 'transient',
    code: 'injoignable',
  })
  sandbox = await startSandbox({ clock })
})

test('no error shows the token', async () => {
  sandbox.faults.add({ times: 99, fault: { kind: 'reset-before' } })
  const error: unknown = await createDoraReader(clientOptions())
    .readService(SERVICE)
    .catch((reason: unknown) => reason)
  const { inspect } = await import('node:util')
  expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(sandbox.tokens.gestionnaire35)
})

test('another process may ask for a fault and read the log', async () => {
  const ask = (body: unknown) =>
    fetch(`${sandbox.url}/essai/pannes/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  expect((await ask({ fault: { kind: 'nimporte' } })).status).toBe(400)
  expect((await ask({ method: 'GET', path: '/services/', fault: { kind: 'status', status: 503 } })).status).toBe(204)
  await createDoraReader(clientOptions()).readService(SERVICE)
  const log = (await (await fetch(`${sandbox.url}/essai/journal/`)).json()) as { fault: string | null }[]
  expect(log.map(entry => entry.fault)).toEqual(['status', null])
  await ask({ path: '/services/', fault: { kind: 'hang' } })
  await fetch(`${sandbox.url}/essai/pannes/`, { method: 'DELETE' })
  expect(sandbox.faults.pending()).toBe(0)
})
