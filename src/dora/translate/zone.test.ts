import { expect, test } from 'vitest'
import { officialGeography } from '../../reference/official-geography.ts'
import { fromZone } from './from-dora.ts'
import { toZone } from './zone.ts'

const geography = officialGeography()
const BRETAGNE = ['22', '29', '35', '56']

test.each<[string, string[], string, string | null, boolean]>([
  ['one commune', ['35238'], 'city', '35238', false],
  ['one EPCI', ['243500139'], 'epci', '243500139', false],
  ['one département', ['35'], 'department', '35', false],
  ['the country by name', ['france'], 'country', null, false],
  ['the country by its code', ['99100', '35'], 'country', null, false],
  ['two communes of one EPCI', ['35238', '35051'], 'epci', '243500139', true],
  ['a commune and its EPCI', ['35238', '243500139'], 'epci', '243500139', false],
  ['two EPCI of one département', ['243500139', '200072452'], 'department', '35', true],
  ['a commune and its département', ['35238', '35'], 'department', '35', false],
  ['two départements of one région', ['35', '22'], 'region', '53', true],
  ['all the départements of a région', BRETAGNE, 'region', '53', false],
  ['two régions', ['35', '44'], 'country', null, true],
])('%s', (_title, codes, type, code, widened) => {
  expect(toZone(codes, geography)).toEqual({ zone: { type, code }, widened, unknown: [] })
})

test('an unknown commune is left out and told, since DORA would let it through', () => {
  expect(toZone(['99999', '35'], geography)).toEqual({
    zone: { type: 'department', code: '35' },
    widened: false,
    unknown: ['99999'],
  })
  expect(toZone(['99999'], geography).zone).toBeNull()
})

test('nothing known is no zone', () => {
  expect(toZone(null, geography).zone).toBeNull()
})

test('a région comes back as its départements', () => {
  expect(fromZone('region', '53', geography)).toEqual(BRETAGNE)
  expect(fromZone('country', null, geography)).toEqual(['france'])
  expect(fromZone(null, null, geography)).toBeNull()
})
