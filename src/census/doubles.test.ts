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
