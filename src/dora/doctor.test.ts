import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Clock, manualClock } from '../common/clock.ts'
import { type Sandbox, startSandbox } from '../sandbox/index.ts'
import { type DoctorOptions, examineDora } from './doctor.ts'
import { createQuota } from './quota.ts'

let clock: Clock
let sandbox: Sandbox
beforeEach(async () => {
  // The answers carry the real hour in their Date header: the examined clock starts from it.
  clock = manualClock(new Date().toISOString())
  sandbox = await startSandbox({ clock })
})
afterEach(() => sandbox.close())

async function examine(change: Partial<DoctorOptions> = {}): Promise<Record<string, string>> {
  const checks = await examineDora({
    url: sandbox.url,
    token: sandbox.tokens.gestionnaire35,
    quota: createQuota({ perMinute: 120, clock }),
    clock,
    random: () => 0.5,
    timeoutMs: 500,
    departments: ['35'],
    quotaPerMinute: 120,
    ...change,
  })
  for (const check of checks) expect(check.state === 'a-corriger' ? typeof check.mend : 'string').toBe('string')
  return Object.fromEntries(checks.map(check => [check.id, check.state]))
}

test('all is well with the gestionnaire of the département, and nothing was written', async () => {
  expect(await examine()).toEqual({
    adresse: 'bon',
    referentiels: 'bon',
    jeton: 'bon',
    role: 'bon',
    departements: 'bon',
    ecriture: 'bon',
    dialecte: 'bon',
    quota: 'bon',
    horloge: 'bon',
  })
  expect(sandbox.log().filter(entry => entry.write)).toEqual([])
})

test.each<[string, () => Partial<DoctorOptions>, Record<string, string>]>([
  ['a wrong token', () => ({ token: sandbox.tokens.inconnu }), { adresse: 'bon', jeton: 'a-corriger' }],
  ['a disabled account', () => ({ token: sandbox.tokens.inactif }), { jeton: 'a-corriger' }],
  ['no token', () => ({ token: null }), { adresse: 'bon', jeton: 'a-corriger' }],
  [
    'another département',
    () => ({ token: sandbox.tokens.gestionnaire29 }),
    { role: 'bon', departements: 'a-corriger', ecriture: 'a-corriger' },
  ],
  ['a member only', () => ({ token: sandbox.tokens.membre }), { role: 'a-corriger', ecriture: 'bon' }],
  [
    'a member of no structure',
    () => ({ token: sandbox.tokens['gestionnaire35-sans-structure'] }),
    { role: 'bon', ecriture: 'bon', contacts: 'a-corriger' },
  ],
  ['staff', () => ({ token: sandbox.tokens.staff }), { role: 'a-savoir', ecriture: 'bon' }],
  ['a wrong address', () => ({ url: `${sandbox.url}/api/v9` }), { adresse: 'a-corriger' }],
  ['nobody there', () => ({ url: 'http://127.0.0.1:9' }), { adresse: 'a-corriger' }],
  [
    'a clock an hour late',
    () => ({ clock: manualClock(new Date(Date.now() - 3_600_000).toISOString()) }),
    { horloge: 'a-corriger' },
  ],
])('%s', async (_title, change, expected) => {
  expect(await examine(change())).toMatchObject(expected)
})

test('a DORA that asks to wait', async () => {
  sandbox.faults.add({ path: '/auth/', fault: { kind: 'throttle', retryAfterSeconds: 2 } })
  expect(await examine()).toMatchObject({ quota: 'a-corriger', jeton: 'bon' })
})

test('something that is not DORA', async () => {
  sandbox.faults.add({ path: '/services-options/', fault: { kind: 'status', status: 200, body: { autre: 1 } } })
  expect(await examine()).toMatchObject({ adresse: 'bon', referentiels: 'a-corriger' })
})
