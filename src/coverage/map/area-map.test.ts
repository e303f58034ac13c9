import { expect, test } from 'vitest'
import type { Area } from '../territory-contract.ts'
import { areaMap, rateWords } from './area-map.ts'

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
