import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ManualClock, manualClock } from '../../common/clock.ts'
import { sequentialIds } from '../../common/ids.ts'
import { createLogger } from '../../common/logger.ts'
import { SourceConfig } from '../../config/source.ts'
import { type Dialect, UNKNOWN_DIALECT } from '../../dora/dialect.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { openLedger } from '../../ledger/open.ts'
import type { FinalState } from '../../ledger/runs.ts'
import { watchDependencies } from './dependency-watch.ts'
import { createWatch, keepWatch, type WatchDeps } from './keep-watch.ts'
import type { DependencyStanding } from './standing.ts'
import { tellersOf } from './tellers.ts'

let clock: ManualClock
let ledger: Ledger
let told: string[]
let refuse: boolean
let deps: WatchDeps

beforeEach(async () => {
  clock = manualClock('2026-11-24T12:00:00Z')
  ledger = await openLedger({ path: ':memory:' }, { clock, newId: sequentialIds() })
  told = []
  refuse = false
  const source = { id: 'pem-s', name: 'PEM’S', partner: 'p', address: null, schedule: '15 3 * * *' }
  deps = {
    ledger,
    sources: [SourceConfig.parse(source)],
    windowOf: source => source.window,
    hasAddress: () => true,
    spreadMs: 0,
    dependencies: watchDependencies([], clock),
    queue: async () => ({ paused: false, waiting: 0, running: 0, later: 0, dead: 0 }),
    tellers: [
      {
        name: 'courriel',
        tell: async ({ subject }) => {
          if (refuse) throw new Error('no server')
          told.push(subject)
        },
      },
    ],
    clock,
    log: createLogger('silent'),
    portal: 'https://exemple.fr',
    holder: 'test',
  }
})
afterEach(() => ledger.close())

async function pass(state: FinalState): Promise<void> {
  const run = await ledger.runs.begin('pem-s', 'horaire')
  await ledger.runs.finish(run, { state, outcome: null, report: null, plan: null, message: 'Page introuvable.' })
}

test('a failure is told once, then its recovery', async () => {
  await pass('failed')
  await createWatch(deps).look()
  await createWatch(deps).look()
  expect(told).toEqual(['dora-sync – PEM’S : en panne'])
  clock.advance(60_000)
  await pass('failed')
  await createWatch(deps).look()
  expect(told).toHaveLength(1)
  clock.advance(60_000)
  await pass('succeeded')
  await createWatch(deps).look()
  await createWatch(deps).look()
  expect(told).toEqual(['dora-sync – PEM’S : en panne', 'dora-sync – PEM’S : de nouveau en marche'])
})

test('a date that nobody kept is told, though an approved plan was sent since', async () => {
  await pass('succeeded')
  clock.advance(16 * 3_600_000)
  const sent = await ledger.runs.begin('pem-s', 'Claire')
  await ledger.runs.finish(sent, { state: 'succeeded', outcome: null, report: null, plan: 'p1', message: null })
  clock.advance(2 * 3_600_000)
  await createWatch(deps).look()
  expect(told).toHaveLength(1)
})

test('a date that nobody kept is told, though nothing failed', async () => {
  await pass('succeeded')
  await createWatch(deps).look()
  clock.advance(18 * 3_600_000)
  await createWatch(deps).look()
  expect(told).toEqual(['dora-sync – PEM’S : passage manqué'])
})

test('what nobody could be told is told at the next look', async () => {
  refuse = true
  await pass('failed')
  await createWatch(deps).look()
  refuse = false
  await createWatch(deps).look()
  expect(told).toHaveLength(1)
})

test('two processes watch: one tells, and the other takes over when the first is gone', async () => {
  await pass('failed')
  const [one, other] = [new AbortController(), new AbortController()]
  const naps: (() => void)[] = []
  // Each look ends in a nap that this test holds.
  const napping = { ...clock, now: clock.now, sleep: (_: number, signal?: AbortSignal) => nap(naps, signal) }
  const first = keepWatch({ ...deps, clock: napping, holder: 'one' }, one.signal)
  await until(() => naps.length === 1)
  const second = keepWatch({ ...deps, clock: napping, holder: 'other' }, other.signal)
  await until(() => naps.length === 2)
  expect(told).toHaveLength(1)
  one.abort()
  await first
  clock.advance(60_000)
  await pass('succeeded')
  naps[1]?.()
  await until(() => naps.length === 3)
  expect(told.at(-1)).toBe('dora-sync – PEM’S : de nouveau en marche')
  other.abort()
  await second
})

test('a webhook gets the sentence and the facts', async () => {
  const got: unknown[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', chunk => {
      body += chunk
    })
    request.on('end', () => {
      got.push(JSON.parse(body))
      response.end()
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/crochet`
  const tellers = tellersOf({ ALERT_WEBHOOK: address, MAIL_FROM: 'x', SMTP_URL: undefined, ALERT_TO: undefined })
  await pass('failed')
  await createWatch({ ...deps, tellers }).look()
  server.close()
  expect(got).toEqual([
    expect.objectContaining({
      text: expect.stringContaining('PEM’S\u00A0: en panne'),
      changes: [expect.objectContaining({ subject: 'source:pem-s', before: 'good', standing: 'failed' })],
    }),
  ])
})

test('a webhook that refuses is logged without its address', async () => {
  const server = createServer((_, response) => response.writeHead(500).end('non'))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/crochet/cle-secrete`
  const tellers = tellersOf({ ALERT_WEBHOOK: address, MAIL_FROM: 'x', SMTP_URL: undefined, ALERT_TO: undefined })
  const lines: string[] = []
  const log = createLogger('silent')
  log.error = (...words: unknown[]) => void lines.push(JSON.stringify(words))
  await pass('failed')
  await createWatch({ ...deps, tellers, log }).look()
  server.close()
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain('ERR_NON_2XX_3XX_RESPONSE')
  expect(lines[0]).not.toContain('cle-secrete')
})

test('a run asked for outside the hours of the site is no failure, and hides none', async () => {
  const outside = async () => {
    const run = await ledger.runs.begin('pem-s', 'commande')
    const outcome = {
      state: 'failed',
      code: 'hors-fenetre',
      message: '',
      whose: 'configuration',
      documents: 0,
    } as const
    await ledger.runs.finish(run, { state: 'failed', outcome, report: null, plan: null, message: '' })
  }
  await outside()
  await createWatch(deps).look()
  expect(told).toEqual([])
  clock.advance(1000)
  await pass('failed')
  clock.advance(1000)
  await outside()
  await createWatch(deps).look()
  expect(told).toEqual(['dora-sync – PEM’S : en panne'])
})

test('while the ledger is away, who held the watch tells it alone, once, and writes it down when it is back', async () => {
  let postgres: DependencyStanding = 'good'
  const dependencies = () => watchDependencies([{ id: 'postgres', everyMs: 0, ask: async () => postgres }], clock)
  const calls = { while: 0 }
  const away = new Proxy(ledger, {
    get(target, name: keyof Ledger) {
      if (postgres !== 'good') calls.while += 1
      return target[name]
    },
  })
  const naps: (() => void)[] = []
  const napping = { ...clock, now: clock.now, sleep: (_: number, signal?: AbortSignal) => nap(naps, signal) }
  const stop = new AbortController()
  const watching = (holder: string) =>
    keepWatch({ ...deps, ledger: away, dependencies: dependencies(), clock: napping, holder }, stop.signal)
  await pass('succeeded')
  const first = watching('one')
  await until(() => naps.length === 1)
  // A second one, which never holds the watch.
  const second = watching('other')
  await until(() => naps.length === 2)
  const looks = async (count: number) => {
    for (let n = 0; n < count; n += 1) {
      clock.advance(60_000)
      const woken = naps.splice(0)
      for (const wake of woken) wake()
      await until(() => naps.length === woken.length)
    }
  }
  postgres = 'away'
  await looks(6)
  expect(told).toEqual(['dora-sync – Base de données (Postgres) : ne répond plus'])
  expect(calls.while).toBe(0)
  postgres = 'good'
  await looks(4)
  expect(told).toEqual([
    'dora-sync – Base de données (Postgres) : ne répond plus',
    'dora-sync – Base de données (Postgres) : de nouveau en marche',
  ])
  const written = await ledger.events.list({ action: 'alerte', key: 'postgres' })
  expect(written.map(event => (event.detail as { standing: string }).standing)).toEqual(['good', 'away'])
  stop.abort()
  await Promise.all([first, second])
})

/** A process that watches, whose looks are called one by one. */
function watcher(holder: string, seen: () => DependencyStanding, stop: AbortSignal) {
  const naps: (() => void)[] = []
  const own: string[] = []
  const done = keepWatch(
    {
      ...deps,
      dependencies: watchDependencies([{ id: 'postgres', everyMs: 0, ask: async () => seen() }], clock),
      clock: { ...clock, now: clock.now, sleep: (_: number, signal?: AbortSignal) => nap(naps, signal) },
      tellers: [{ name: 'courriel', tell: async ({ subject }) => void own.push(subject) }],
      holder,
    },
    stop,
  )
  const ready = () => until(() => naps.length === 1)
  const look = async () => {
    await ready()
    naps.shift()?.()
    await ready()
  }
  return { own, look, done, ready }
}

test('who was too slow to keep the watch stays silent when the ledger goes: another has taken it', async () => {
  let postgres: DependencyStanding = 'good'
  const stop = new AbortController()
  const watching = (holder: string) => watcher(holder, () => postgres, stop.signal)
  await pass('succeeded')
  const slow = watching('slow')
  await slow.ready()
  const quick = watching('quick')
  await quick.ready()
  clock.advance(4 * 60_000)
  await quick.look()
  expect(await ledger.leases.read('veille')).toMatchObject({ holder: 'quick' })
  postgres = 'away'
  for (let n = 0; n < 4; n += 1) {
    clock.advance(60_000)
    await Promise.all([slow.look(), quick.look()])
  }
  expect(slow.own).toEqual([])
  expect(quick.own).toEqual(['dora-sync – Base de données (Postgres) : ne répond plus'])
  stop.abort()
  await Promise.all([slow.done, quick.done])
})

test('when the ledger is back, who was silent leaves the first looks to who told alone', async () => {
  let postgres: DependencyStanding = 'good'
  const stop = new AbortController()
  const watching = (holder: string) => watcher(holder, () => postgres, stop.signal)
  await pass('succeeded')
  const first = watching('first')
  await first.ready()
  const silent = watching('silent')
  await silent.ready()
  postgres = 'away'
  for (let n = 0; n < 4; n += 1) {
    clock.advance(60_000)
    await Promise.all([first.look(), silent.look()])
  }
  postgres = 'good'
  for (let n = 0; n < 4; n += 1) {
    clock.advance(60_000)
    await silent.look()
    await first.look()
  }
  expect(silent.own).toEqual([])
  expect(first.own.map(subject => subject.split(' : ')[1])).toEqual(['ne répond plus', 'de nouveau en marche'])
  stop.abort()
  await Promise.all([first.done, silent.done])
})

function nap(naps: (() => void)[], signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    naps.push(resolve)
    signal?.addEventListener('abort', () => reject(signal.reason))
  })
}

async function until(condition: () => boolean): Promise<void> {
  for (let n = 0; n < 1000 && !condition(); n += 1) await new Promise(resolve => setImmediate(resolve))
  if (!condition()) throw new Error('did not happen')
}

test('a field that DORA no longer takes is told once, as one that appears; and once more when it is taken again', async () => {
  const watch = createWatch(deps)
  const speaks = (change: Partial<Dialect>) => {
    deps.dialect = async () => ({ ...UNKNOWN_DIALECT, known: true, ...change })
  }
  speaks({})
  await watch.look()
  expect(told).toEqual([])
  speaks({
    unwritable: { ...UNKNOWN_DIALECT.unwritable, recurrence: 'absent', shortDesc: 'read-only' },
    appeared: ['couleur'],
  })
  await watch.look()
  await watch.look()
  expect(told).toEqual(['dora-sync – 2 changements, dont 2 à regarder'])
  const standings = new Map((await ledger.alerts.list()).map(({ subject, standing }) => [subject, standing]))
  expect([standings.get('champ:recurrence'), standings.get('champ:couleur')]).toEqual(['closed', 'new'])
  speaks({ appeared: ['couleur'] })
  await watch.look()
  expect(told.at(-1)).toBe('dora-sync – DORA, champ « fréquence et horaires » : de nouveau en marche')
  deps.dialect = () => Promise.reject(new Error('away'))
  await watch.look()
  expect(told).toHaveLength(2)
})
