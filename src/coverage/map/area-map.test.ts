import { expect, test } from 'vitest'
import type { Area } from '../territory-contract.ts'
import { areaMap, hasMap, rateWords, shortName } from './area-map.ts'

const count = { on_site: 0, reachable: 0 }
const area = (code: string, per_10000: number, over: Partial<Area> = {}): Area => ({
  code,
  name: `CC du Pays de ${code} Communauté`,
  kind: 'epci',
  population: 10_000,
  beneficiaries: null,
  on_site: Math.round(per_10000),
  by_zone: 0,
  remote: 0,
  reachable: Math.round(per_10000),
  per_10000,
  per_1000_rsa: null,
  origins: { followed: count, others: count, elsewhere: count },
  ...over,
})

test('each class says its bounds, every value is in the class that says it, and what is not known is in none', () => {
  const rates = [0, 0.5, 1.2, 3, 7, 7.1, 12]
  const { areas, classes } = areaMap([
    ...rates.map((rate, at) => area(`A${at}`, rate)),
    area('vide', 0, { population: 0 }),
  ])
  expect(classes[0]).toEqual({ from: 0, words: 'aucun' })
  expect(classes.length).toBeLessThanOrEqual(5)
  for (const [at, rate] of rates.entries()) {
    const level = areas.get(`A${at}`)?.level ?? -1
    expect(rate).toBeGreaterThanOrEqual(classes[level]?.from ?? Number.NaN)
    expect(rate).toBeLessThan(classes[level + 1]?.from ?? Number.POSITIVE_INFINITY)
  }
  expect(areas.get('vide')).toMatchObject({ level: null, name: 'vide' })
  const empty = areas.get('vide')
  expect(empty && rateWords(empty)).toBe('–')
})

test('nothing anywhere: one class', () => {
  expect(areaMap([area('a', 0), area('b', 0)]).classes).toEqual([{ from: 0, words: 'aucun' }])
})

test('quarters of those that have some, from the smallest: what has no data, or nothing, moves none', () => {
  const rates = [10, 0, 9, 1, 0, 2, 3, 0, 0]
  const { classes } = areaMap([
    ...rates.map((rate, at) => area(`A${at}`, rate)),
    area('vide', 5, { population: 0 }),
    area('agence', 5, { kind: 'agence' }),
  ])
  expect(classes.map(({ from, words }) => [from, words])).toEqual([
    [0, 'aucun'],
    [1, 'de 1 à moins de 2'],
    [2, 'de 2 à moins de 3'],
    [3, 'de 3 à moins de 9'],
    [9, '9 et plus'],
  ])
})

test('a few services among many inhabitants are not «aucun», though their rate rounds to nothing', () => {
  const few = area('metropole', 0, { population: 470_000, on_site: 2, reachable: 2 })
  const { areas, classes } = areaMap([few, area('rien', 0), area('b', 3)])
  expect(classes.map(({ words }) => words)).toEqual(['aucun', 'moins de 3', '3 et plus'])
  expect(['metropole', 'rien', 'b'].map(code => areas.get(code)?.level)).toEqual([1, 0, 2])
  expect(['metropole', 'rien'].flatMap(code => areas.get(code) ?? []).map(rateWords)).toEqual(['< 0,1*', '0*'])
  expect(areaMap([few]).classes.map(({ words }) => words)).toEqual(['aucun', 'moins de 0,1'])
})

test('a star says that the count is small: under five', () => {
  const words = (on_site: number) => rateWords({ code: '', name: '', rate: 2.44, on_site, level: 1 })
  expect([words(4), words(5)]).toEqual(['2,4*', '2,4'])
})

test.each([
  ['CC Liffré-Cormier Communauté', 'Liffré-Cormier'],
  ['CC du Pays de Dol', 'Dol'],
  ['CC du Pays de Dol et de la Baie du Mont-Saint-Michel', 'Pays de Dol et de la Baie du Mont-Saint-Michel'],
  ['CA du Pays de Saint-Malo Agglomération', 'Saint-Malo'],
  ["CC d'Aire-sur-l'Adour", "Aire-sur-l'Adour"],
  ['CA Vitré Communauté', 'Vitré'],
  ['CC de la Bretagne Romantique', 'Bretagne Romantique'],
  ['CC Pays d’Auge', 'Auge'],
  ['Rennes CC du Pays', 'Rennes CC du Pays'],
  ['Lamballe Agglomération du Nord', 'Lamballe Agglomération du Nord'],
])('«%s» is short as «%s»', (name, short) => {
  expect(shortName(name)).toBe(short)
})

test('a report without any EPCI has no map', () => {
  expect([
    hasMap({ areas: [] }),
    hasMap({ areas: [area('a', 1, { kind: 'agence' })] }),
    hasMap({ areas: [area('a', 1)] }),
  ]).toEqual([false, false, true])
})
