import { afterEach, beforeEach, expect, test } from 'vitest'
import { sampleOffer, sampleStructure } from '../../test/dora/sample-offer.ts'
import { type ManualClock, manualClock } from '../common/clock.ts'
import type { Geocode } from '../harvest/geocoder.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import { locator, placedBefore } from './locate.ts'

const ADDRESS = { street: '12 rue de la Gare', postalCode: '35000', cityCode: '35238' }
const PLACE = {
  adresse: '12 rue de la Gare',
  code_postal: '35000',
  code_insee: '35238',
  longitude: null,
  latitude: null,
}
const POINT = { longitude: -1.67, latitude: 48.11 }
const DAY = 24 * 3_600_000
let clock: ManualClock
let ledger: Ledger
let asked = 0
let geocode: Geocode

beforeEach(async () => {
  clock = manualClock('2026-11-24T08:00:00.000Z')
  ledger = await openLedger({ path: ':memory:' }, { clock })
  asked = 0
})
afterEach(() => ledger.close())
const pass = () =>
  locator({
    geocode: async address => {
      asked += 1
      return geocode(address)
    },
    ledger,
    clock,
    log: { warn: () => undefined },
  })

test('a point that was told once stays, whatever the geocoder says or does later', async () => {
  geocode = async () => POINT
  expect(await pass()(ADDRESS)).toEqual(POINT)
  geocode = async () => {
    throw new Error('down')
  }
  const service = { ...sampleOffer(), ...PLACE, modes_accueil: ['en-presentiel'] }
  expect(await placedBefore({ service, structure: sampleStructure() }, ledger)).toEqual(POINT)
  clock.advance(400 * DAY)
  expect(await pass()({ ...ADDRESS, street: '12, Rue de la gare' })).toEqual(POINT)
  expect(asked).toBe(1)
})

test('what it does not know is asked for again after a month', async () => {
  geocode = async () => null
  expect(await pass()(ADDRESS)).toBeNull()
  clock.advance(29 * DAY)
  expect(await pass()(ADDRESS)).toBeNull()
  expect(asked).toBe(1)
  clock.advance(2 * DAY)
  geocode = async () => POINT
  expect(await pass()(ADDRESS)).toEqual(POINT)
})

test('a geocoder that is down is asked three times in a pass, and again in the next one', async () => {
  geocode = async () => {
    throw new Error('down')
  }
  const locate = pass()
  for (const number of [1, 2, 3, 4, 5]) expect(await locate({ ...ADDRESS, street: `${number} rue` })).toBeNull()
  expect(asked).toBe(3)
  geocode = async () => POINT
  expect(await pass()(ADDRESS)).toEqual(POINT)
})

test('without a geocoder nothing is asked', async () => {
  const none = locator({ geocode: null, ledger, clock, log: { warn: () => undefined } })
  expect(await none(ADDRESS)).toBeNull()
})

test('a month to the minute is long enough', async () => {
  geocode = async () => null
  await pass()(ADDRESS)
  clock.advance(30 * DAY)
  await pass()(ADDRESS)
  expect(asked).toBe(2)
})

test('an offer that no geocoder placed, or that says no street, has no point', async () => {
  const structure = { ...sampleStructure(), adresse: null, code_postal: null, code_insee: null }
  expect(
    await placedBefore(
      { service: { ...sampleOffer(), ...PLACE, modes_accueil: ['en-presentiel'] }, structure },
      ledger,
    ),
  ).toBeNull()
  expect(await placedBefore({ service: { ...sampleOffer(), ...PLACE, adresse: null }, structure }, ledger)).toBeNull()
})

test('each failure is told with its reason and its number', async () => {
  const told: unknown[] = []
  const error = new Error('down')
  const locate = locator({
    geocode: () => Promise.reject(error),
    ledger,
    clock,
    log: { warn: (words: unknown) => told.push(words) },
  })
  await locate(ADDRESS)
  await locate(ADDRESS)
  expect(told).toEqual([
    { err: error, failures: 1 },
    { err: error, failures: 2 },
  ])
})
