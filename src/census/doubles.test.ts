import { expect, test } from 'vitest'
import type { CensusService, CensusStructure } from '../ledger/census-records.ts'
import { doubleServices, doubleStructures } from './doubles.ts'

const FIELDS = {
  kind: null,
  publics: [],
  feeCondition: null,
  locationKinds: [],
  cityCode: null,
  postalCode: null,
  diffusionZoneType: null,
  diffusionZoneDetails: null,
  suspensionDate: null,
  updateFrequency: 'tous-les-6-mois',
}
const service = (
  slug: string,
  name: string,
  over: Partial<CensusService> & { needs?: string[] } = {},
): CensusService => {
  const { needs = ['mobilite--acceder'], ...rest } = over
  return {
    slug,
    name,
    department: '35',
    structure: `home-${slug}`,
    structureName: `Structure ${slug}`,
    status: 'PUBLISHED',
    modified: '2026-11-01T10:00:00+01:00',
    city: 'Rennes',
    postalCode: '35000',
    fields: { ...FIELDS, subcategories: needs },
    home: 'shown',
    ...rest,
  }
}
const structure = (slug: string, name: string, siret: string | null): CensusStructure => ({
  slug,
  name,
  siret,
  typology: null,
  home: 'shown',
})
const slugs = (found: { one: { slug: string }; other: { slug: string } }[]) =>
  found.map(({ one, other }) => [one.slug, other.slug].sort().join(' '))

test('the same service under two structures, and one that is nearly written the same; the surest first', () => {
  const found = doubleServices([
    service('a', 'Location solidaire de scooters'),
    service('b', 'LOCATION SOLIDAIRE de scooters.'),
    service('c', 'Location solidaire de scooter'),
    service('d', 'Permis de conduire accompagné'),
  ])
  expect(slugs(found)).toEqual(['a b', 'a c', 'b c'])
  expect(found[0]).toMatchObject({ score: 1, reasons: ['même nom', 'même lieu', 'mêmes besoins', 'deux structures'] })
})

test.each([
  ['another place', service('b', 'Vélo-école', { postalCode: '35400', city: 'Saint-Malo' })],
  ['no need in common', service('b', 'Vélo-école', { needs: ['numerique--bases'] })],
])('%s: no double', (_, other) => {
  expect(doubleServices([service('a', 'Vélo-école'), other])).toEqual([])
})

test('a number in the name tells two services apart; what was not read whole is compared by its name alone', () => {
  const levels = [service('a', 'Français niveau 1'), service('b', 'Français niveau 2')]
  expect(doubleServices(levels)).toEqual([])
  const unread = [service('a', 'Vélo-école', { fields: null }), service('b', 'Vélo-école')]
  expect(doubleServices(unread)).toMatchObject([{ score: 0.9 }])
})

test('the same structure: by its name without its legal form, and its SIREN, its place or the lack of one', () => {
  const place: Record<string, string> = { a: '35000', b: '35000', c: '35400', d: '35000' }
  const placeOf = (slug: string) => place[slug] ?? null
  const one = structure('a', 'Association Le Relais', '12345678900011')
  const found = (other: CensusStructure) => slugs(doubleStructures([one, other], placeOf))
  expect(found(structure('b', 'Le Relais', '12345678900029'))).toEqual(['a b'])
  expect(found(structure('d', 'Le relais', null))).toEqual(['a d'])
  // Two places of one association are two structures; a homonym with another SIREN elsewhere is another one.
  expect(found(structure('c', 'Le Relais', '12345678900029'))).toEqual([])
  expect(found(structure('c', 'Le Relais', '98765432100011'))).toEqual([])
  expect(found(structure('e', 'Le Relais', '98765432100011'))).toEqual([])
})

const HERE = '12345678900011'
const SISTER = '12345678900029'
const STRANGER = '98765432100011'
test.each<[string, string | null, string | null, string | null, string | null, [number, string, string] | null]>([
  ['one SIREN, one place', HERE, SISTER, '35000', '35000', [1, 'même SIREN', 'même lieu']],
  ['one SIREN, a place unknown', HERE, SISTER, '35000', null, [1, 'même SIREN', 'lieu à vérifier']],
  ['one SIREN, two places', HERE, SISTER, '35000', '35400', null],
  ['two SIREN, one place', HERE, STRANGER, '35000', '35000', [0.95, 'SIREN différents', 'même lieu']],
  ['two SIREN, two places', HERE, STRANGER, '35000', '35400', null],
  ['two SIREN, no place known', HERE, STRANGER, null, null, null],
  ['one without SIRET, one place', HERE, null, '35000', '35000', [0.95, 'l’une est sans SIRET', 'même lieu']],
  ['the other without SIRET, one place', null, HERE, '35000', '35000', [0.95, 'l’une est sans SIRET', 'même lieu']],
  ['the other without SIRET, two places', null, HERE, '35000', '35400', null],
  ['neither has a SIRET, no place known', null, null, null, null, [0.85, 'l’une est sans SIRET', 'lieu à vérifier']],
  [
    'neither has a SIRET, one place known',
    null,
    null,
    null,
    '35000',
    [0.85, 'l’une est sans SIRET', 'lieu à vérifier'],
  ],
])('structures of the same name, %s', (_, siret, otherSiret, place, otherPlace, expected) => {
  const found = doubleStructures(
    [structure('a', 'Le Relais', siret), structure('b', 'Le relais (SAS)', otherSiret)],
    slug => (slug === 'a' ? place : otherPlace),
  )
  const told = found.map(({ score, reasons }) => [score, ...reasons])
  expect(told).toEqual(expected === null ? [] : [[expected[0], 'même nom', expected[1], expected[2]]])
})

test('structures of names that are near: with one SIREN, or without; with two never', () => {
  const near = (other: string | null, name = 'Le Relais solidaires') =>
    doubleStructures([structure('a', 'Le Relais solidaire', HERE), structure('b', name, other)], () => '35000').map(
      ({ score, reasons }) => [score, ...reasons],
    )
  expect(near(SISTER)).toEqual([[0.95, 'noms proches', 'même SIREN', 'même lieu']])
  expect(near(null)).toEqual([[0.9, 'noms proches', 'l’une est sans SIRET', 'même lieu']])
  expect(near(STRANGER)).toEqual([])
  expect(near(SISTER, 'Le Relais mobilité')).toEqual([])
})

test('services: a name half-way counts with needs in common only; reasons say needs, place and structure', () => {
  const told = (one: CensusService, other: CensusService) =>
    doubleServices([one, other]).map(({ score, reasons }) => [score, ...reasons])
  const here = { structure: 'home', needs: ['mobilite--acceder', 'numerique--bases'] }
  const nowhere = { postalCode: null, city: null }
  const one = service('a', 'Atelier cuisine', here)
  expect(told(one, service('b', 'Atelier cuisine bio', here))).toEqual([
    [0.79, 'noms proches', 'même lieu', 'mêmes besoins', 'même structure'],
  ])
  expect(told(one, service('b', 'Atelier cuisine', { needs: ['mobilite--acceder', 'sante--soins'] }))).toEqual([
    [1, 'même nom', 'même lieu', 'besoins en partie communs', 'deux structures'],
  ])
  expect(told(service('a', 'Atelier cuisine', { fields: null }), service('b', 'Atelier cuisine bio'))).toEqual([])
  expect(told(service('a', 'Atelier cuisine', nowhere), service('b', 'Atelier cuisine', nowhere))).toEqual([
    [1, 'même nom', 'lieu non précisé', 'mêmes besoins', 'deux structures'],
  ])
})

test('a place without a postal code is its commune, however it is written', () => {
  const at = (slug: string, city: string) => service(slug, 'Vélo-école', { postalCode: null, city })
  const found = doubleServices([at('a', 'Fougères'), at('b', 'FOUGERES'), at('c', 'Redon')])
  expect(found.map(({ reasons }) => reasons[1])).toEqual(['même lieu'])
  expect(slugs(found)).toEqual(['a b'])
})

test('numbers are compared whole, in any order', () => {
  const found = (one: string, other: string) => doubleServices([service('a', one), service('b', other)]).length
  expect(found('Niveau 2 du groupe 1', 'Niveau 1 du groupe 2')).toBe(1)
  expect(found('Atelier numérique 12', 'Atelier numérique 1 2')).toBe(0)
})

test('pairs as sure as each other stand in the order of their addresses', () => {
  const at = (slug: string, postalCode: string) => service(slug, 'Vélo-école', { postalCode })
  const found = doubleServices([at('y', '35400'), at('z', '35400'), at('a', '35000'), at('b', '35000')])
  expect(slugs(found)).toEqual(['a b', 'y z'])
  const three = doubleServices([at('c', '35000'), at('b', '35000'), at('a', '35000')])
  expect(three.map(({ one, other }) => `${one.slug} ${other.slug}`)).toEqual(['b a', 'c a', 'c b'])
})

test('a word that more than forty names of a place share, a short word, an empty word bring nobody together', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, n) => {
      const letters = String.fromCharCode(97 + Math.floor(n / 26), 97 + (n % 26))
      return service(`s${n}`, `Accompagnement mobilité xy${letters}`)
    })
  expect(doubleServices(many(40))).toHaveLength((40 * 39) / 2)
  expect(doubleServices(many(41))).toEqual([])
  expect(
    doubleServices([service('a', 'Cap vie là'), service('b', 'Cap vie là.'), service('c', 'Cap vif là')]),
  ).toHaveLength(1)
  expect(doubleServices([service('a', 'Vélo un'), service('b', 'Vélo on')])).toHaveLength(1)
  expect(doubleStructures([structure('a', 'Association', HERE), structure('b', 'Asso', SISTER)], () => null)).toEqual(
    [],
  )
})

test('among three thousand services, each is looked at a few times, not once for every other', () => {
  let looks = 0
  const many = Array.from({ length: 3000 }, (_, n) => {
    const name = `Accompagnement ${['vers', 'emploi', 'mobilité', 'logement'][n % 4]} ${n}`
    const one = service(`s${n}`, name, { postalCode: n % 3 === 0 ? '35000' : '35400' })
    return Object.defineProperty(one, 'name', {
      get: () => {
        looks += 1
        return name
      },
    })
  })
  expect(doubleServices(many)).toEqual([])
  expect(looks).toBeLessThan(10 * many.length)
})

test('the surest pair comes first, of structures too', () => {
  const found = doubleStructures(
    [
      structure('a', 'Le Relais', null),
      structure('b', 'Le relais', null),
      structure('c', 'Cap Emploi', HERE),
      structure('d', 'Cap emploi', SISTER),
    ],
    () => null,
  )
  expect(found.map(({ score }) => score)).toEqual([1, 0.85])
})

test('names just as near as is asked are told: 17 letters of 20, or 7 of 10 with needs in common', () => {
  const unread = { fields: null }
  const [whole, twentieth] = ['Atelier abcdefghijkl', 'Atelier abcdefghixyz']
  expect(doubleServices([service('a', whole, unread), service('b', twentieth, unread)])).toHaveLength(1)
  expect(doubleServices([service('a', whole, unread), service('b', 'Atelier abcdefghwxyz', unread)])).toEqual([])
  expect(doubleServices([service('a', 'Vélo abcde'), service('b', 'Vélo abxyz')])).toHaveLength(1)
  expect(doubleServices([service('a', 'Vélo abcde'), service('b', 'Vélo awxyz')])).toEqual([])
  const near = [structure('a', whole, HERE), structure('b', twentieth, SISTER)]
  expect(doubleStructures(near, () => null)).toHaveLength(1)
})

test('what is read of one service alone says nothing of needs; a commune without postal code is a place', () => {
  const reasons = (one: CensusService, other: CensusService) => doubleServices([one, other]).map(found => found.reasons)
  const unread = service('b', 'Vélo-école', { fields: null })
  expect(reasons(service('a', 'Vélo-école'), unread)).toEqual([['même nom', 'même lieu', 'deux structures']])
  const coded = { postalCode: '35600', city: null }
  expect(reasons(service('a', 'Vélo-école', coded), service('b', 'Vélo-école', coded))[0]?.[1]).toBe('même lieu')
  const commune = { postalCode: null, city: 'Redon' }
  expect(reasons(service('a', 'Vélo-école', commune), service('b', 'Vélo-école', commune))[0]?.[1]).toBe('même lieu')
})
