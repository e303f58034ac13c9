import { expect, test } from 'vitest'
import type { Rejection } from '../common/rejection.ts'
import { sampleFields } from '../dora/sample-fields.ts'
import type { Desired } from './contract.ts'
import { gatherIncoming } from './incoming.ts'

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

test('one line per key: the same offer twice is one, two different offers under one key are refused', () => {
  const { items } = gatherIncoming([desired('b', '1'), desired('a', '1'), desired('b', '1'), desired('a', '2')], [])
  expect(items.map(item => [item.key, 'rejection' in item && item.rejection.code])).toEqual([
    ['a', 'cle-en-double'],
    ['b', false],
  ])
})

test('a refusal wins over a usable version and keeps the name people know', () => {
  const { items } = gatherIncoming([desired('a', '1')], [refusal('a'), refusal('a')])
  expect(items).toHaveLength(1)
  expect(items[0]).toMatchObject({ name: 'Offre a', rejection: { code: 'x' } })
})

test('refusals without a key are counted apart, one line each', () => {
  const { items, unnamed } = gatherIncoming([], [refusal(null), refusal(null)])
  expect(unnamed).toBe(2)
  expect(new Set(items.map(item => item.key)).size).toBe(2)
})
