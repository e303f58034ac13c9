import { afterEach, beforeEach, expect, test } from 'vitest'
import { sampleFields } from '../../test/dora/sample-fields.ts'
import { type ManualClock, manualClock } from '../common/clock.ts'
import type { DoraService, DoraServiceLine } from '../dora/port.ts'
import type { ServiceList } from '../dora/service-list.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import { type CensusAsked, takeCensus } from './take-census.ts'

const DAY = 24 * 3_600_000
const MODIFIED = '2026-11-20T10:00:00+01:00'
const line = (slug: string): DoraServiceLine => ({
  slug,
  name: `Atelier ${slug}`,
  status: 'PUBLISHED',
  modificationDate: MODIFIED,
  structure: 'home',
  structureName: 'Structure',
  department: '35',
  city: null,
  postalCode: null,
})
const service = (slug: string): DoraService => ({
  slug,
  structure: 'home',
  fields: sampleFields(),
  modificationDate: MODIFIED,
  creationDate: MODIFIED,
  publicationDate: null,
  lastEditor: null,
  hidden: [],
})

let clock: ManualClock
let ledger: Ledger
beforeEach(async () => {
  clock = manualClock('2026-11-24T02:00:00.000Z')
  ledger = await openLedger({ path: ':memory:' }, { clock })
})
afterEach(() => ledger.close())

/** A DORA of these services, that takes a second to show each; `since`: what its list was asked from. */
function doraOf(slugs: readonly string[], newest: number | null = Date.parse(MODIFIED)) {
  const since: (number | null)[] = []
  const reader = {
    boardOf: async () => [],
    serviceList: async (_: readonly string[], from: number | null): Promise<ServiceList> => {
      since.push(from)
      return { lines: new Map(slugs.map(slug => [slug, line(slug)])), newest, whole: from === null, requests: 1 }
    },
    readService: async (slug: string) => {
      clock.advance(1000)
      return service(slug)
    },
  }
  const take = (asked: Partial<CensusAsked> = {}) =>
    takeCensus({ ledger, clock, dora: { departments: ['35'], quota: 30, reader } }, { read: 100, share: 0.5, ...asked })
  return { take, since }
}

test('reading takes its share of the quota and no more: half of thirty a minute is one each four seconds; nobody waits after the last', async () => {
  await doraOf(['a', 'b', 'c']).take()
  expect(clock.slept).toEqual([3000, 3000])
})

test('a DORA slower than the pace is not waited for any longer', async () => {
  await doraOf(['a', 'b', 'c']).take({ share: 2 })
  expect(clock.slept).toEqual([])
})

test('each service that was read is told, one after the other', async () => {
  const told: [number, number][] = []
  await doraOf(['a', 'b']).take({ onRead: (done, total) => told.push([done, total]) })
  expect(told).toEqual([
    [1, 2],
    [2, 2],
  ])
})

test('in the week the list is asked from the latest change met; on the seventh day it is asked whole', async () => {
  const dora = doraOf(['a'])
  await dora.take()
  clock.advance(DAY)
  const night = await dora.take()
  expect(night.census).toMatchObject({ whole: false, newest: new Date(MODIFIED).toISOString() })
  clock.advance(6 * DAY - 1000)
  expect((await dora.take()).census.whole).toBe(true)
  expect(dora.since).toEqual([null, Date.parse(MODIFIED), null])
})

test('where no list ever told a date, each census is whole', async () => {
  const dora = doraOf([], null)
  expect((await dora.take()).census.newest).toBeNull()
  clock.advance(DAY)
  expect((await dora.take()).census.whole).toBe(true)
  expect(dora.since).toEqual([null, null])
})

test('a night on which nothing moved keeps the latest change that was known', async () => {
  await doraOf(['a']).take()
  clock.advance(DAY)
  expect((await doraOf([], null).take()).census.newest).toBe(new Date(MODIFIED).toISOString())
})

test('the reading of other sources that is in force is kept beside the census, once', async () => {
  const placed = { thematiques: null, publics: null, modes_accueil: null, zone_eligibilite: null, code_insee: '35238' }
  const counts = { read: 1, kept: 1, fromDora: 0, outside: 0, low: 0, unusable: 0 }
  await ledger.otherServices.replace([{ id: 'autre--1', structure: 's', placed, updated: null }], {
    place: 'x',
    counts,
  })
  const taken = clock.now().toISOString()
  const { census } = await doraOf(['a']).take()
  expect(await ledger.censusStates.read(census.id)).toMatchObject({ elsewhere: taken, followed: [] })
  expect(await ledger.censusStates.readOthers(taken)).toEqual([placed])
})

test('where the last whole census is no longer known, the next one is whole', async () => {
  const id = await ledger.census.begin(false)
  await ledger.census.end(id, { newest: new Date(MODIFIED).toISOString(), requests: 1, counts: null })
  clock.advance(DAY)
  expect((await doraOf(['a']).take()).census.whole).toBe(true)
})
