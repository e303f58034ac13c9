import { createServer } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ScriptedAnswer, type ScriptedDora, startScriptedDora } from '../../test/dora/scripted-dora.ts'
import { type ManualClock, manualClock } from '../common/clock.ts'
import { DoraError } from './port.ts'
import { createQuota } from './quota.ts'
import {
  createSafeTransport,
  createUnsafeTransport,
  type DoraClientOptions,
  DoraRefusal,
  type TryNote,
} from './transport.ts'

let clock: ManualClock
let dora: ScriptedDora
let answers: ScriptedAnswer[]
let notes: TryNote[]
/** Milliseconds that the quota was asked to pause. */
let paused: number[]

beforeEach(async () => {
  clock = manualClock('2026-11-24T09:00:00.000Z')
  answers = []
  notes = []
  paused = []
  const next = (): ScriptedAnswer => answers.shift() ?? { json: { fin: true } }
  dora = await startScriptedDora({
    'GET /services/a/': next,
    'PATCH /services/a/': next,
    'POST /services/': next,
    'OPTIONS /services/': next,
  })
})
afterEach(() => dora.close())

function options(over: Partial<DoraClientOptions> = {}): DoraClientOptions {
  const quota = createQuota({ perMinute: 120, clock })
  return {
    url: dora.url,
    token: 'jeton',
    quota: { acquire: quota.acquire, pause: ms => paused.push(ms) },
    clock,
    random: () => 0,
    onTry: note => notes.push(note),
    ...over,
  }
}
const get = (over?: Partial<DoraClientOptions>) => createSafeTransport(options(over)).get('/services/a/')
const send = (method: 'POST' | 'PATCH' = 'PATCH', over?: Partial<DoraClientOptions>) =>
  createUnsafeTransport(options(over)).send(method, method === 'POST' ? '/services/' : '/services/a/', { name: 'é' })
const crash: ScriptedAnswer = { status: 500, text: '<h1>Server Error</h1>' }

test('a reading carries the token, its query and no body; the address may end with slashes', async () => {
  const transport = createSafeTransport(options({ url: `${dora.url}//` }))
  expect(await transport.get('/services/a/', { search: 'le relais', page: '2' })).toEqual({ fin: true })
  const [asked] = dora.asked
  expect(asked).toMatchObject({ method: 'GET', path: '/services/a/', body: null })
  expect([...(asked?.query ?? [])]).toEqual([
    ['search', 'le relais'],
    ['page', '2'],
  ])
  expect(asked?.headers).toMatchObject({
    authorization: 'Token jeton',
    accept: 'application/json',
    'user-agent': 'dora-sync',
  })
})

test('without a token one reads as anybody', async () => {
  await get({ token: null })
  expect(dora.asked[0]?.headers.authorization).toBeUndefined()
})

test('a write carries its body, on a connection of its own', async () => {
  await send()
  expect(dora.asked[0]).toMatchObject({ method: 'PATCH', body: { name: 'é' } })
  expect(dora.asked[0]?.headers.connection).toBe('close')
  await get()
  expect(dora.asked[1]?.headers.connection).toBe('keep-alive')
})

test('what a route says of itself is asked with OPTIONS', async () => {
  answers = [{ json: { actions: {} } }]
  expect(await createSafeTransport(options()).options('/services/')).toEqual({ actions: {} })
  expect(dora.calls()).toEqual(['OPTIONS /services/'])
})

test('not there is null for a reading, nothing to return is null for a write', async () => {
  answers = [{ status: 404, json: {} }]
  expect(await get()).toBeNull()
  answers = [{ status: 204 }]
  expect(await send('POST')).toBeNull()
})

test('a reading that crashes is tried four times, waiting longer each time, and each try is noted', async () => {
  answers = [crash, crash, { cut: true }]
  expect(await get()).toEqual({ fin: true })
  expect(clock.slept).toEqual([500, 1000, 2000])
  expect(notes.map(({ status, tried, method, path }) => [method, path, status, tried])).toEqual([
    ['GET', '/services/a/', 500, 1],
    ['GET', '/services/a/', 500, 2],
    ['GET', '/services/a/', null, 3],
    ['GET', '/services/a/', 200, 4],
  ])
  expect(notes[0]?.date).toMatch(/GMT$/)
  expect(notes[2]?.date).toBeNull()
  answers = [crash, crash, crash, crash]
  await expect(get()).rejects.toMatchObject({ kind: 'transient', status: 500, code: 'panne' })
  expect(dora.asked).toHaveLength(8)
})

test('the time of a try is told in milliseconds', async () => {
  const slow = await startScriptedDora({
    'GET /services/a/': () => {
      clock.advance(1234)
      return { json: {} }
    },
  })
  await get({ url: slow.url })
  await slow.close()
  expect(notes[0]?.ms).toBe(1234)
})

test.each<[string, ScriptedAnswer, string]>([
  ['crashes', crash, 'panne'],
  ['is cut', { cut: true }, 'connexion-perdue'],
  [
    'answers what cannot be read',
    { status: 201, text: '{"slug":', headers: { 'content-type': 'application/json' } },
    'reponse-illisible',
  ],
  ['answers with a page', { status: 201, text: '<p>ok</p>' }, 'reponse-illisible'],
])('a write that %s is a doubt: it is sent once, and nobody knows whether it was done', async (_, answer, code) => {
  answers = [answer]
  const failed = send('POST')
  await expect(failed).rejects.toMatchObject({ kind: 'doubt', code })
  await expect(failed).rejects.toThrow('on ne sait pas si elle a été faite')
  expect(dora.asked).toHaveLength(1)
})

test('a DORA where nobody listens has seen nothing: a write is tried again', async () => {
  const { url } = dora
  await dora.close()
  await expect(send('POST', { url })).rejects.toMatchObject({ kind: 'transient', code: 'injoignable', status: null })
  expect(clock.slept).toHaveLength(3)
})

test('DORA that asks to wait is obeyed, and everybody is made to wait', async () => {
  answers = [{ status: 429, json: {}, headers: { 'retry-after': '12' } }]
  expect(await send()).toEqual({ fin: true })
  expect(clock.slept).toEqual([12_000])
  expect(paused).toEqual([12_000])
})

test('a wait beyond three minutes is given up, and told to whoever asked', async () => {
  answers = [{ status: 429, json: {}, headers: { 'retry-after': '181' } }]
  await expect(get()).rejects.toMatchObject({ code: 'quota-depasse', retryAfterMs: 181_000 })
  expect(clock.slept).toEqual([])
  answers = [
    { status: 429, json: {}, headers: { 'retry-after': '100' } },
    { status: 429, json: {}, headers: { 'retry-after': '100' } },
  ]
  await expect(get()).rejects.toMatchObject({ retryAfterMs: 100_000 })
  expect(clock.slept).toEqual([100_000])
})

test.each([
  ['86400', 86_400_000],
  ['99999999999999999999999', 7 * 86_400_000],
])('a wait of %s seconds pauses everybody for as long, a week at most', async (asked, ms) => {
  answers = [{ status: 503, json: {}, headers: { 'retry-after': asked } }]
  await expect(get()).rejects.toMatchObject({ status: 503 })
  expect(paused).toEqual([ms])
})

test('a date to wait for is by DORA’s own clock, whatever ours says', async () => {
  const headers = { date: 'Mon, 30 Nov 2026 20:00:00 GMT', 'retry-after': 'Mon, 30 Nov 2026 20:00:17 GMT' }
  answers = [{ status: 429, json: {}, headers }]
  await get()
  expect(paused).toEqual([17_000])
})

test('an answer without a wait pauses nobody', async () => {
  answers = [{ status: 429, json: {} }]
  await get()
  expect(paused).toEqual([])
  expect(clock.slept).toEqual([500])
})

test('a refusal is told in DORA’s own words, field by field, with its body for who must look closer; it is not tried again', async () => {
  const body = { detail: { message: 'Non.', code: 'x' }, siret: [{ message: 'Existe déjà.', code: 'unique' }] }
  answers = [{ status: 400, json: body }]
  const error = await send('POST').catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(DoraRefusal)
  expect(error).toMatchObject({
    kind: 'data',
    message: 'DORA refuse des champs. DORA dit : « Non. » (POST /services/)',
    fields: { siret: 'Existe déjà.' },
    body,
  })
  answers = [{ status: 400, json: { name: ['Trop long.'] } }]
  await expect(send()).rejects.toThrow('DORA refuse des champs. (PATCH /services/a/)')
  expect(dora.asked).toHaveLength(2)
})

test.each([401, 403])('after %i nothing is tried again, and whose move it is is said', async status => {
  answers = [{ status, json: {} }]
  await expect(send()).rejects.toMatchObject({ kind: 'configuration', status })
  expect(dora.asked).toHaveLength(1)
})

test('a redirection is never followed', async () => {
  answers = [{ status: 302, headers: { location: `${dora.url}/services/a/` } }]
  await expect(get()).rejects.toMatchObject({ kind: 'configuration', code: 'redirection' })
  expect(dora.asked).toHaveLength(1)
})

test('no error carries the token', async () => {
  answers = [{ cut: true }]
  const error = await send().catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(DoraError)
  expect(error).not.toBeInstanceOf(DoraRefusal)
  const cause = (error as DoraError).cause as Error
  expect(cause.message).toMatch(/^(RequestError|ReadError): /)
  expect(JSON.stringify([error, cause, Object.entries(cause)])).not.toContain('jeton')
})

test('an answer that does not come in time counts as lost', async () => {
  const hold = createServer(() => undefined)
  await new Promise<void>(resolve => hold.listen(0, '127.0.0.1', resolve))
  const address = hold.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  await expect(
    get({ url, timeoutMs: 20, retry: { tries: 1, baseMs: 1, capMs: 1, budgetMs: 1 } }),
  ).rejects.toMatchObject({
    code: 'connexion-perdue',
  })
  hold.close()
})

test('whoever stops is obeyed at once, while DORA is asked and while it is waited for', async () => {
  const stop = new AbortController()
  const waiting: DoraClientOptions['clock'] = {
    now: clock.now,
    sleep: async (_ms, signal) => {
      stop.abort(new Error('stopped'))
      signal?.throwIfAborted()
    },
  }
  answers = [crash]
  await expect(get({ clock: waiting, signal: stop.signal })).rejects.toThrow('stopped')
  expect(dora.asked).toHaveLength(1)
  await expect(get({ signal: stop.signal })).rejects.toThrow('stopped')
  expect(dora.asked).toHaveLength(1)
})

test('five calls given up in a row: a minute of peace, in which nothing is sent; an answer that shows life closes it', async () => {
  const once = { retry: { tries: 1, baseMs: 1, capMs: 1, budgetMs: 1 } }
  const transport = createSafeTransport(options(once))
  answers = [crash, crash, crash, crash]
  for (let n = 0; n < 4; n += 1) await expect(transport.get('/services/a/')).rejects.toMatchObject({ code: 'panne' })
  // Not there is an answer: the count begins anew.
  answers = [{ status: 404, json: {} }, crash, crash, crash, crash, crash]
  expect(await transport.get('/services/a/')).toBeNull()
  for (let n = 0; n < 5; n += 1) await expect(transport.get('/services/a/')).rejects.toMatchObject({ code: 'panne' })
  const parked = transport.get('/services/a/')
  await expect(parked).rejects.toMatchObject({
    code: 'en-pause',
    kind: 'transient',
    retryAfterMs: 60_000,
    status: null,
  })
  await expect(parked).rejects.toThrow('on le laisse en paix 60 s')
  expect(dora.asked).toHaveLength(10)
  clock.advance(60_000)
  expect(await transport.get('/services/a/')).toEqual({ fin: true })
})

test('calls that get no answer at all count; a refusal is a sign of life, and the count begins anew', async () => {
  const once = { retry: { tries: 1, baseMs: 1, capMs: 1, budgetMs: 1 } }
  const transport = createSafeTransport(options(once))
  const crashes = Array.from({ length: 4 }, () => crash)
  answers = [...crashes, { status: 403, json: {} }, ...crashes, { json: { encore: true } }]
  for (let n = 0; n < 9; n += 1) await expect(transport.get('/services/a/')).rejects.toBeInstanceOf(DoraError)
  expect(await transport.get('/services/a/')).toEqual({ encore: true })
  answers = Array.from({ length: 5 }, () => ({ cut: true as const }))
  for (let n = 0; n < 5; n += 1) await expect(transport.get('/services/a/')).rejects.toMatchObject({ status: null })
  await expect(transport.get('/services/a/')).rejects.toMatchObject({ code: 'en-pause' })
})

test('a page that is no JSON is not read, whatever it says', async () => {
  answers = [{ text: '{"slug":"x"}' }, { text: '{"slug":"x"}' }, { text: '{"slug":"x"}' }, { text: '{"slug":"x"}' }]
  await expect(get()).rejects.toMatchObject({ code: 'reponse-illisible' })
})
