import { expect, test } from 'vitest'
import type { Area, Outlines } from '../territory-contract.ts'
import { territoryMap } from './draw-map.ts'

const count = { on_site: 0, reachable: 0 }
const area = (code: string, on_site: number, population = 10_000): Area => ({
  code,
  name: code,
  kind: 'epci',
  population,
  beneficiaries: null,
  on_site,
  by_zone: 0,
  remote: 0,
  reachable: on_site,
  per_10000: on_site,
  per_1000_rsa: null,
  origins: { followed: count, others: count, elsewhere: count },
})
const areas = [area('Aval', 6), area('Bourg', 2), area('Creux', 0)]
const drawn = (map: string[][], outlines: Outlines | null = null, href?: (code: string) => string) =>
  String(territoryMap({ areas, map, outlines, catalogue: null }, href))

test('rows of unequal length stay under one another', () => {
  const places = drawn([['Aval'], ['Bourg', 'Creux']]).match(/<li class="[^"]+"/g)
  expect(places).toEqual(['level-2', 'empty', 'level-1', 'level-0'].map(level => `<li class="${level}"`))
})

test('what the map has no place for is said with its figures; when all are placed nothing is', () => {
  expect(drawn([['Aval', 'Bourg']])).toContain('Sans place sur la carte : Creux 0* (0).')
  expect(drawn([['Aval', 'Bourg', 'Creux']])).not.toContain('Sans place')
  const path = { d: 'M1 1l9 0l0 9z', x: 5, y: 5 }
  const paths = [
    { code: 'Aval', ...path },
    { code: 'Bourg', d: '', x: 0, y: 0 },
  ]
  const outlined = drawn([['Bourg']], { width: 10, height: 10, paths })
  expect(outlined).toContain('Sans place sur la carte : Bourg 2* (2), Creux 0* (0).')
  expect(outlined.match(/<path /g)).toHaveLength(1)
  expect(outlined).not.toContain('x="0" y="0"')
})

test('a link of the map says the figure as well as the name', () => {
  const outlines = { width: 10, height: 10, paths: [{ code: 'Aval', d: 'M1 1l9 0l0 9z', x: 5, y: 5 }] }
  expect(drawn([], outlines, code => `#${code}`)).toContain('<a href="#Aval" aria-label="Aval : 6 (6)">')
})

test('a report of which nothing can be placed has no map', () => {
  expect(drawn([])).toBe('')
})
