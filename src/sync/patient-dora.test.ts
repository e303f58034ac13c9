import { beforeEach, expect, test } from 'vitest'
import { sampleReader, sampleStructure } from '../../test/sync/samples.ts'
import { type ManualClock, manualClock } from '../common/clock.ts'
import type { DoraDirectory } from '../dora/client.ts'
import { DoraError, type DoraErrorKind, type DoraStructure, type DoraWriter, PAUSE_ASKED } from '../dora/port.ts'
import type { DoraStanding } from '../dora/standing.ts'
import { DoraAway, patientDora } from './patient-dora.ts'

const MINUTE = 60_000
let clock: ManualClock
let stands: (DoraStanding | null)[]
let waits: number[]
beforeEach(() => {
  clock = manualClock('2026-11-24T08:00:00Z')
  stands = []
  waits = []
})
const failure = (
  over: Partial<{ kind: DoraErrorKind; status: number | null; retryAfterMs: number; code: string }> = {},
) => new DoraError('non', { kind: 'transient', status: null, code: 'x', ...over })

/** A reader whose answers come in that order, an error thrown. */
function readerOf(answers: (DoraStructure | Error)[], waitMs = 30 * MINUTE, signal = new AbortController().signal) {
  let calls = 0
  const inner = {
    ...sampleReader([], []),
    readStructure: async () => {
      calls += 1
      const next = answers.shift() ?? sampleStructure()
      if (next instanceof Error) throw next
      return next
    },
  } as unknown as DoraDirectory
  const standing = async () => {
    const next = stands.shift()
    return next === undefined ? 'away' : next
  }
  const dora = patientDora({ clock, waitMs, standing, signal, onWait: ms => waits.push(ms) })
  return { ...dora, read: dora.reader(inner).readStructure, calls: () => calls }
}

test('a pass that begins in an outage does not wait: nothing of it would be lost', async () => {
  const { read, calls } = readerOf([failure()])
  const away = read('home')
  await expect(away).rejects.toBeInstanceOf(DoraAway)
  await expect(away).rejects.toMatchObject({
    message:
      'DORA ne répond plus : le passage s’arrête là, rien n’est perdu ; il reprend de lui-même quand DORA répond.',
    kind: 'transient',
    cause: { message: 'non' },
  })
  expect([calls(), waits]).toEqual([1, []])
})

test('once DORA has answered, an outage is waited for a minute at a time, and the call is made anew', async () => {
  const { read, calls } = readerOf([sampleStructure(), failure(), failure({ status: 503 })])
  await read('home')
  expect((await read('home'))?.slug).toBe('home')
  expect([calls(), waits]).toEqual([4, [MINUTE, MINUTE]])
})

test('DORA’s own wait is kept to, never beyond what is left', async () => {
  const { read } = readerOf(
    [sampleStructure(), failure({ retryAfterMs: 5000 }), failure({ retryAfterMs: 90 * MINUTE })],
    10 * MINUTE,
  )
  await read('home')
  await read('home')
  expect(waits).toEqual([5000, 10 * MINUTE - 5000])
})

test.each([
  { code: PAUSE_ASKED, status: null },
  { code: 'quota-depasse', status: 429 },
])(
  'a DORA that asks for hours ($code) ends the pass at once, and until when is said; for minutes, it is waited for',
  async asked => {
    const { read, calls } = readerOf([
      sampleStructure(),
      failure({ ...asked, retryAfterMs: 6 * MINUTE }),
      failure({ ...asked, retryAfterMs: 60 * MINUTE }),
    ])
    await read('home')
    await expect(read('home')).rejects.toMatchObject({
      name: 'DoraError',
      message:
        'DORA demande d’attendre : rien ne lui est envoyé avant le 24 novembre 2026 à 10 h 06 : le passage s’arrête là, rien n’est perdu ; il reprend de lui-même ensuite.',
    })
    await expect(read('home')).rejects.toBeInstanceOf(DoraAway)
    expect([calls(), waits]).toEqual([3, [6 * MINUTE]])
  },
)

test('the wait has an end, told in minutes; from then on every call is refused at once', async () => {
  const { read, writer, calls } = readerOf(
    [sampleStructure(), ...Array.from({ length: 9 }, () => failure())],
    2 * MINUTE,
  )
  await read('home')
  const away = read('home')
  await expect(away).rejects.toThrow('DORA ne répond plus depuis 2 min : le passage s’arrête là')
  expect(waits).toEqual([MINUTE, MINUTE])
  const asked = calls()
  const again = read('home')
  await expect(again).rejects.toBeInstanceOf(DoraAway)
  const refused = writer({ updateService: () => Promise.reject(new Error('asked')) } as unknown as DoraWriter)
  await expect(refused.updateService('s', {})).rejects.toBeInstanceOf(DoraAway)
  expect(calls()).toBe(asked)
})

test('a new outage has its own time', async () => {
  const { read } = readerOf([sampleStructure(), failure(), sampleStructure(), failure()], MINUTE)
  await read('home')
  await read('home')
  await read('home')
  expect(waits).toEqual([MINUTE, MINUTE])
})

test.each<[string, Error]>([
  ['a doubt is never made anew', failure({ kind: 'doubt' })],
  ['a refusal', failure({ kind: 'data', status: 400 })],
  ['too many requests: the answer of a DORA that works', failure({ status: 429 })],
  ['any other error', new Error('disque')],
])('no outage: %s', async (_, error) => {
  const { read, calls } = readerOf([sampleStructure(), error])
  await read('home')
  await expect(read('home')).rejects.toBe(error)
  expect([calls(), waits]).toEqual([2, []])
})

test.each([500, 502, 200, null])(
  'a transient failure with status %j is an outage when DORA stands no better',
  async status => {
    const { read } = readerOf([sampleStructure(), failure({ status })])
    await read('home')
    await read('home')
    expect(waits).toEqual([MINUTE])
  },
)

test.each<[DoraStanding | null, boolean]>([
  ['good', false],
  ['refused', false],
  [null, false],
  ['down', true],
  ['away', true],
])('one route fails while DORA as a whole stands %j: it is waited for: %j', async (standing, waited) => {
  const { read } = readerOf([sampleStructure(), failure()])
  stands = [standing]
  await read('home')
  const again = read('home')
  if (waited) await again
  else await expect(again).rejects.toThrow('non')
  expect(waits).toHaveLength(waited ? 1 : 0)
})

test('whoever stops the pass ends the wait', async () => {
  const stop = new AbortController()
  const { read } = readerOf([sampleStructure(), failure()], 30 * MINUTE, stop.signal)
  await read('home')
  stop.abort(new Error('stopped'))
  await expect(read('home')).rejects.toThrow('stopped')
})

test('every call of the reader and of the writer goes through, with what it was given', async () => {
  const given: unknown[][] = []
  const all = new Proxy(
    {},
    {
      get:
        (_, name) =>
        (...call: unknown[]) => {
          given.push([name, ...call])
          return Promise.resolve(name)
        },
    },
  )
  const { reader, writer } = readerOf([])
  const read = reader(all as DoraDirectory)
  const write = writer(all as DoraWriter)
  const answers = [
    await read.options(),
    await read.typologies(),
    await read.whoAmI(),
    await read.search('35', 'x'),
    await read.listStructures('35'),
    await read.listServices('35'),
    await read.movedSince(1, 'lot'),
    await read.boardOf('35'),
    await read.serviceList(['35'], 2),
    await read.dialect(),
    await read.readStructure('home'),
    await read.readService('s'),
    await read.structureBySiret('siret'),
    await write.createService('home', {} as never),
    await write.updateService('s', { name: 'x' }),
    await write.createStructure({} as never, true),
    await write.markUpToDate(['s']),
  ]
  read.forgetAccount()
  expect([...answers, 'forgetAccount']).toEqual(given.map(([name]) => name))
  expect(given.map(([, ...call]) => call)).toEqual([
    [],
    [],
    [],
    ['35', 'x'],
    ['35'],
    ['35'],
    [1, 'lot'],
    ['35'],
    [['35'], 2],
    [],
    ['home'],
    ['s'],
    ['siret'],
    ['home', {}],
    ['s', { name: 'x' }],
    [{}, true],
    [['s']],
    [],
  ])
})
