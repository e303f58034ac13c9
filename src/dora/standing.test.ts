import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../common/clock.ts'
import { type FaultRule, type Sandbox, startSandbox } from '../sandbox/index.ts'
import { createQuota } from './quota.ts'
import { askStanding, standingOfTry } from './standing.ts'

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox({ seed: 'empty' })
})
afterEach(() => sandbox.close())

const quota = { acquire: async () => undefined, pause: () => undefined }
const ask = (more: object = {}) =>
  askStanding({
    url: sandbox.url,
    token: sandbox.tokens.gestionnaire35,
    quota,
    clock: systemClock,
    random: () => 0,
    departments: ['35'],
    ...more,
  })
const failing = (fault: FaultRule['fault']) => sandbox.faults.add({ path: '/structures-admin/', fault })

test('asks what a pass asks: the structures of the département', async () => {
  expect(await ask()).toBe('good')
  expect(sandbox.log().map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /structures-admin/?department=35'])
})

test.each<[string, FaultRule['fault'], string]>([
  ['maintenance', { kind: 'status', status: 503 }, 'down'],
  ['asked to wait, it works', { kind: 'status', status: 429 }, 'good'],
  ['asked to wait three minutes', { kind: 'throttle', retryAfterSeconds: 180 }, 'good'],
  ['asked to wait for longer', { kind: 'throttle', retryAfterSeconds: 181 }, 'paused'],
  ['cut', { kind: 'reset-before' }, 'away'],
  ['silent', { kind: 'hang' }, 'away'],
])('%s', async (_, fault, standing) => {
  failing(fault)
  expect(await ask(fault.kind === 'hang' ? { timeoutMs: 300 } : {})).toBe(standing)
})

test('a token nobody has, a closed account, a port where nobody listens', async () => {
  expect(await ask({ token: sandbox.tokens.inconnu })).toBe('refused')
  expect(await ask({ token: sandbox.tokens.inactif })).toBe('refused')
  expect(await ask({ url: 'http://127.0.0.1:1' })).toBe('away')
})

test('a long pause that DORA asked for is told as such, and nothing is sent', async () => {
  const own = createQuota({ perMinute: 100, clock: systemClock })
  own.pause(3_600_000)
  expect(await ask({ quota: own })).toBe('paused')
  expect(sandbox.log()).toEqual([])
})

test('a quota that lets nobody through says nothing about DORA', async () => {
  const shut = { ...quota, acquire: () => Promise.reject(new Error('no place in time')) }
  expect(await ask({ quota: shut })).toBeNull()
  expect(sandbox.log()).toEqual([])
})

test.each([
  ['GET', null, 'away'],
  ['GET', 401, 'refused'],
  ['GET', 403, 'good'],
  ['GET', 404, 'good'],
  ['GET', 502, 'down'],
  ['POST', 500, null],
] as const)('%s answered %s: %s', (method, status, standing) => {
  expect(standingOfTry({ method, status })).toBe(standing)
})
