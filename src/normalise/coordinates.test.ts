import { describe, expect, test } from 'vitest'
import { checkCoordinates, fromLambert93 } from './coordinates.ts'
import { degreesOf } from './degrees.ts'
import type { FieldsResult } from './read-field.ts'

type Pair = [latitude: unknown, longitude: unknown]

function check([latitude, longitude]: Pair, insee?: string, postalCode?: string, territory = '35') {
  const origin = { words: '', document: 'd', address: 'a', where: 'w', rule: 'r' }
  const read = {
    values: { latitude, longitude, code_insee: insee, code_postal: postalCode },
    provenance: { latitude: [origin], longitude: [origin], nom: [origin] },
    findings: [],
  } as unknown as FieldsResult
  checkCoordinates(read, territory)
  const { values, provenance, findings } = read
  return {
    values: [values.latitude, values.longitude],
    kept: Object.keys(provenance),
    told: [...new Set(findings.map(({ code, severity, message }) => `${code} ${severity} : ${message}`))],
    fields: findings.map(({ field }) => field),
  }
}
const out = (pair: string, because: string) =>
  `coordonnees-illisibles avertissement : ${pair} : non retenues, ${because}.`

test.each<[pair: Pair, told: string]>([
  [[48.1, undefined], out('Latitude 48.1, longitude absente', 'une coordonnée seule ne place rien sur la carte')],
  [[undefined, -1.6], out('Latitude absente, longitude -1.6', 'une coordonnée seule ne place rien sur la carte')],
  [[0, 0], out('Latitude 0, longitude 0', 'elles sont nulles')],
  [[-1.6, 48.1], out('Latitude -1.6, longitude 48.1', 'la latitude et la longitude sont inversées')],
  [[40.4, -3.7], out('Latitude 40.4, longitude -3.7', 'elles ne sont pas en France')],
  [[0, 48.1], out('Latitude 0, longitude 48.1', 'la latitude et la longitude sont inversées')],
  [[89_999, 6_789_000], out('Latitude 89999, longitude 6789000', 'elles ne sont pas en France')],
  [[1_260_001, 6_789_000], out('Latitude 1260001, longitude 6789000', 'elles ne sont pas en France')],
  [[352_000, 5_999_999], out('Latitude 352000, longitude 5999999', 'elles ne sont pas en France')],
  [[352_000, 7_150_001], out('Latitude 352000, longitude 7150001', 'elles ne sont pas en France')],
])('%j is taken out of both fields, and told on both', (pair, told) => {
  expect(check(pair)).toEqual({
    values: [undefined, undefined],
    kept: ['nom'],
    told: [told],
    fields: ['latitude', 'longitude'],
  })
})

test('a point in France stays, overseas too; none at all is nothing', () => {
  const kept = ['latitude', 'longitude', 'nom']
  for (const [territory, pair] of [
    ['35', [48.1, -1.6]],
    ['974', [-21.1, 55.5]],
    ['972', [14.6, -61.0]],
  ] as [string, Pair][])
    expect(check(pair, undefined, undefined, territory)).toEqual({ values: pair, kept, told: [], fields: [] })
  expect(check([undefined, undefined])).toEqual({ values: [undefined, undefined], kept, told: [], fields: [] })
})

test('a point outside the département of its commune is told, and stays', () => {
  expect(check([48.11, -1.68], '35238').told).toEqual([])
  expect(check([48.11, -1.68], '99999').told).toEqual([])
  expect(check([43.3, 5.4], '35238')).toEqual({
    values: [43.3, 5.4],
    kept: ['latitude', 'longitude', 'nom'],
    told: ['coordonnees-a-verifier avertissement : Le point (43.3 ; 5.4) n’est pas dans le département de Rennes.'],
    fields: ['latitude', 'longitude'],
  })
})

test.each<[pair: Pair]>([[[6_789_000, 352_000]], [[352_000, 6_789_000]]])(
  'metres of Lambert-93 become degrees, in either order: %j',
  pair => {
    const { values, kept, told } = check(pair)
    expect(values.map(value => Number(value).toFixed(3))).toEqual(['48.109', '-1.678'])
    expect(kept).toEqual(['latitude', 'longitude', 'nom'])
    expect(told).toEqual([
      `coordonnees-converties info : Les coordonnées ${pair[1]} ; ${pair[0]} sont en mètres (Lambert-93) : converties en degrés.`,
    ])
  },
)

test('the corners of mainland France in metres are still metres', () => {
  for (const pair of [
    [6_000_000, 90_000],
    [7_150_000, 1_260_000],
  ] as Pair[])
    expect(check(pair).told[0]).toContain('coordonnees-converties')
})

/** Metres computed by the projection itself, the other way round (GRS80, parallels 44° and 49°). */
test.each([
  [700_000, 6_600_000, 46.5, 3],
  [652_469.02, 6_862_035.26, 48.8566, 2.3522],
  [357_774.9, 6_787_707.33, 48.1, -1.6],
  [894_829.41, 6_247_498.2, 43.3, 5.4],
])('%f ; %f in degrees, to a decimetre', (east, north, latitude, longitude) => {
  const found = fromLambert93(east, north)
  expect(found.latitude).toBeCloseTo(latitude, 6)
  expect(found.longitude).toBeCloseTo(longitude, 6)
  expect(`${found.latitude} ${found.longitude}`).toMatch(/^[\d.-]{1,11} [\d.-]{1,11}$/)
})

describe('degrees as people write them', () => {
  test.each([
    ['48°07\'02" N', 48.1172222],
    ['48° 07’ 02,5” n', 48.1173611],
    ['N 48°07′', 48.1166667],
    ["1º40'30.5'' O", -1.6751389],
    ['W 1°30', null],
    ["1°30' W", -1.5],
    ["S 21° 6'", -21.1],
    ["-1°30'", -1.5],
    ['48°', 48],
    ["55°30' E", 55.5],
    ['48.1173', null],
    ['48.1173 N', 48.1173],
    ['48,1173° N', 48.1173],
    ['1.6743 W', -1.6743],
    ['O 1,6743', -1.6743],
    ['-1.6743 O', -1.6743],
    ['1.6743 E', 1.6743],
    ['1 W', null],
    ["48°07'02\" N, 1°40' O", null],
    ['à 48°', null],
    ['', null],
  ])('%s', (words, degrees) => expect(degreesOf(words)).toBe(degrees))
})

test('without a commune, a point outside the département of the postal code, else of the territory, is told', () => {
  const outside = (department: string) => [
    `coordonnees-a-verifier avertissement : Le point (43.3 ; 5.4) n’est pas dans le département ${department}, et aucune commune n’est connue.`,
  ]
  expect(check([43.3, 5.4]).told).toEqual(outside('35'))
  expect(check([43.3, 5.4], undefined, '44000').told).toEqual(outside('44'))
  expect(check([43.3, 5.4], undefined, '97400').told).toEqual(outside('974'))
  expect(check([43.3, 5.4], undefined, 'x').told).toEqual(outside('35'))
  expect(check([43.3, 5.4], undefined, undefined, '22').told).toEqual(outside('22'))
  expect(check([47.2, -1.5], undefined, '44000').told).toEqual([])
  expect(check([48.1, -1.6]).told).toEqual([])
})

test('metres far from their commune are told too', () => {
  expect(check([6_247_498, 894_829], '35238').told).toEqual([
    expect.stringContaining('converties en degrés'),
    expect.stringContaining('n’est pas dans le département de Rennes'),
  ])
})
