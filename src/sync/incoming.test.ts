import { afterEach, expect, test } from 'vitest'
import { sampleFields } from '../../test/dora/sample-fields.ts'
import { fingerprint } from '../common/digest.ts'
import type { Rejection } from '../common/rejection.ts'
import type { Desired } from '../ledger/plan.ts'
import type { NormalisedOffer } from '../normalise/normalised-offer.ts'
import { IncomingOffers } from './incoming.ts'

function desired(key: string, fingerprint: string): Desired {
  const draft = {
    name: 'x',
    siret: null,
    address1: null,
    postalCode: null,
    cityCode: null,
    city: null,
    email: null,
    phone: null,
    url: null,
    shortDesc: null,
    fullDesc: null,
    typology: null,
  }
  return {
    source: 's',
    key,
    name: `Offre ${key}`,
    structure: { siret: null, name: 'x', cityCode: null, draft },
    fields: sampleFields(),
    version: 'v',
    fingerprint,
  }
}

function refusal(key: string | null): Rejection {
  return {
    code: 'x',
    key,
    where: 'ligne 3',
    field: null,
    received: null,
    expected: '',
    message: 'Refusée.',
    whose: 'partenaire',
  }
}

let opened: IncomingOffers[] = []
afterEach(() => {
  for (const incoming of opened) incoming.close()
  opened = []
})

function gather(offers: Desired[], rejections: Rejection[]): IncomingOffers {
  const incoming = new IncomingOffers()
  opened.push(incoming)
  for (const offer of offers) incoming.add(offer)
  for (const rejection of rejections) incoming.reject(rejection)
  return incoming
}

test('one line per key: the same offer twice is one, two different offers under one key are refused', () => {
  const incoming = gather([desired('b', '1'), desired('a', '1'), desired('b', '1'), desired('a', '2')], [])
  expect([...incoming.pages()].flat().map(item => [item.key, 'rejection' in item && item.rejection.code])).toEqual([
    ['a', 'cle-en-double'],
    ['b', false],
  ])
})

test('a refusal wins over a usable version and keeps the name people know, whichever came first', () => {
  for (const late of [true, false]) {
    const incoming = gather(late ? [desired('a', '1')] : [], [refusal('a'), refusal('a')])
    if (!late) incoming.add(desired('a', '1'))
    const items = [...incoming.pages()].flat()
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({ name: 'Offre a', rejection: { code: 'x' } })
    expect(() => incoming.add(desired('b', '1'))).toThrow('looked at')
  }
})

test('refusals without a key are counted apart, one line each', () => {
  const incoming = gather([], [refusal(null), refusal(null)])
  expect(incoming.unnamed).toBe(2)
  expect(new Set([...incoming.pages()].flat().map(item => item.key)).size).toBe(2)
})

test('many come back by key, none lost between two pages, and their fingerprint is that of the whole list', () => {
  const keys = Array.from({ length: 450 }, (_, n) => `k${(n * 7) % 450}`)
  const incoming = gather(
    keys.map(key => desired(key, `f-${key}`)),
    [],
  )
  expect([...incoming.pages()].map(page => page.length)).toEqual([...Array(11).fill(40), 10])
  expect([...incoming.rows()].map(row => row.key)).toEqual([...keys].sort())
  expect(incoming.size).toBe(450)
  expect(incoming.fingerprint()).toBe(fingerprint(keys.map(key => [key, `f-${key}`]).sort()))
  expect(incoming.desired('k7')).toEqual(desired('k7', 'f-k7'))
  expect([incoming.has('k7'), incoming.has('k450')]).toEqual([true, false])
})

test('a twin counts as given, and what was read last is what the ledger keeps', () => {
  const record = (n: number) => ({ n }) as unknown as NormalisedOffer
  const incoming = gather([], [])
  incoming.add(desired('a', '1'), record(1))
  incoming.add(desired('a', '1'), record(2))
  incoming.add(desired('a', '1'))
  incoming.add(desired('b', '1'))
  expect(incoming.given).toBe(4)
  const text = (record: Uint8Array | null) => record && new TextDecoder().decode(record)
  expect(Array.from(incoming.rows(), ({ record, rejection }) => [text(record), rejection])).toEqual([
    ['{"n":2}', null],
    [null, null],
  ])
})

test('three different offers under one key are refused once, with what was said first', () => {
  const incoming = gather(
    [desired('a', '1'), { ...desired('a', '2'), name: 'Deux' }, { ...desired('a', '3'), name: 'Trois' }],
    [],
  )
  expect([...incoming.rows()].map(({ name, rejection }) => [name, rejection?.code])).toEqual([
    ['Deux', 'cle-en-double'],
  ])
})

test('a key refused twice, or by twins before, keeps its first reason', () => {
  const incoming = gather(
    [desired('a', '1'), desired('a', '2')],
    [{ ...refusal('a'), code: 'late' }, refusal('b'), { ...refusal('b'), code: 'late' }],
  )
  expect([...incoming.rows()].map(({ key, name, rejection }) => [key, name, rejection?.code])).toEqual([
    ['a', 'Offre a', 'cle-en-double'],
    ['b', 'b', 'x'],
  ])
})

test('an offer that was never put aside, or only refused, is not given for one', () => {
  const incoming = gather([], [refusal('a')])
  expect(incoming.has('a')).toBe(true)
  expect(() => incoming.desired('a')).toThrow('no offer a was put aside')
  expect(() => incoming.desired('b')).toThrow('no offer b was put aside')
})

test.each<[string, (incoming: IncomingOffers) => unknown]>([
  ['their number', incoming => incoming.size],
  ['whether one is there', incoming => incoming.has('a')],
  ['those without a key', incoming => incoming.unnamed],
])('once somebody asked for %s, nothing is added', (_, look) => {
  const incoming = gather([], [refusal('a')])
  look(incoming)
  expect(() => incoming.reject(refusal('b'))).toThrow('looked at')
  expect(() => incoming.add(desired('b', '1'))).toThrow('looked at')
})

test('what is closed is gone', () => {
  const incoming = new IncomingOffers()
  incoming[Symbol.dispose]()
  expect(() => incoming.size).toThrow()
})

test('what is told of a document is no offer, and hides none', () => {
  const hidden = { ...refusal(null), code: 'feuille-masquee' }
  const incoming = gather([desired('a', 'f')], [hidden, hidden, { ...refusal(null), code: 'formats-non-lus' }])
  expect([incoming.size, incoming.unnamed, incoming.notices.map(({ code }) => code)]).toEqual([
    1,
    0,
    ['feuille-masquee', 'formats-non-lus'],
  ])
  expect(gather([], [refusal(null), { ...hidden, key: 'b' }])).toMatchObject({ size: 2, unnamed: 1, notices: [] })
})
