import { expect, test } from 'vitest'
import { geographyOf } from './geography.ts'
import { epciOnSite, REACH, reachFinder } from './reach.ts'

test('EPCI in French order with the inhabitants of this département; a commune of none has none', () => {
  const { epci, epciOf } = geographyOf('29')
  // Ouessant and Sein are of no EPCI.
  expect(['29155', '29083', '29019'].map(code => epciOf.get(code))).toEqual([undefined, undefined, '242900314'])
  expect(epciOf.has('29155')).toBe(false)
  expect(epci).toHaveLength(21)
  const brest = epci.find(({ code }) => code === '242900314')
  expect(brest?.name).toBe('Brest Métropole')
  const names = epci.map(({ name }) => name)
  expect(names).toEqual(names.toSorted(new Intl.Collator('fr', { numeric: true }).compare))
  expect(Math.min(...epci.map(({ population }) => population))).toBeGreaterThan(5000)
  expect(brest?.population).toBeGreaterThan(200_000)
})

test('a service under the code of a commune that another took in counts where that one is: Chancé is in Piré-Chancé', () => {
  const geography = geographyOf('35')
  const reach = reachFinder('35', geography)
  const placed = { modes_accueil: null, thematiques: null, publics: null, zone_eligibilite: null, code_insee: null }
  const own = { ...placed, code_insee: '35053' }
  expect(epciOnSite(own, geography)).toBe('243500659')
  const at = geography.epci.findIndex(({ code }) => code === '243500659')
  expect(reach(own)[at]).toBe(REACH.on_site)
  expect(reach({ ...placed, zone_eligibilite: ['35053'] })[at]).toBe(REACH.by_zone)
})

test('where a service receives: the EPCI of its commune, or the one that it names', () => {
  const geography = {
    epciOf: new Map([['99001', 'e1']]),
    epci: ['e1', 'e2'].map(code => ({ code, name: '', population: 1 })),
  }
  const at = (code_insee: string | null, modes_accueil: string[] | null = null) =>
    epciOnSite({ code_insee, modes_accueil, thematiques: null, publics: null, zone_eligibilite: null }, geography)
  expect(['99001', 'e2', '99009', null].map(code => at(code))).toEqual(['e1', 'e2', null, null])
  expect([at('99001', ['a-distance']), at('99001', []), at('99001', ['a-distance', 'en-presentiel'])]).toEqual([
    null,
    'e1',
    'e1',
  ])
})
