import { expect, test } from 'vitest'
import type { DoraServiceLine, DoraStructureSummary } from './port.ts'
import { searchDora } from './search.ts'

const structure = (slug: string, name: string, siret: string | null, city: string): DoraStructureSummary => ({
  slug,
  name,
  siret,
  city,
  department: '35',
  modificationDate: '',
  typology: null,
})
const structures = [
  structure('we-ker', 'WE Ker – Mission locale de Rennes', '11111111111111', 'Rennes'),
  structure('clps', 'CLPS L’enjeu compétences', '22222222200011', 'Saint-Malo'),
  structure('clps-redon', 'CLPS L’enjeu compétences', '22222222200029', 'Redon'),
  structure('vide', 'Les Compagnons Bâtisseurs', null, 'Fougères'),
]
const service = (slug: string, name: string, of: DoraStructureSummary, address: string): DoraServiceLine => ({
  slug,
  name,
  status: 'PUBLISHED',
  department: '35',
  city: of.city ?? null,
  postalCode: '35400',
  modificationDate: '',
  structure: of.slug,
  structureName: of.name,
  address,
})
const services = [
  service('anglais', 'Français langue étrangère', structures[1] as DoraStructureSummary, '12 rue des Écoles'),
]
const found = (words: string) => {
  const { hits, near } = searchDora(words, { structures, services })
  return { hits: hits.map(({ slug }) => slug), near: near.map(({ slug }) => slug) }
}

test.each([
  ['a name, its case and accents apart', 'COMPAGNONS batisseurs', ['vide']],
  ['a name with a slip of the finger', 'compagons batiseurs', ['vide']],
  ['a part of a name', 'mission locale', ['we-ker']],
  ['a SIRET with its blanks', '222 222 222 00029', ['clps-redon']],
  ['a SIREN: all its places, and their services', '222222222', ['clps', 'clps-redon', 'anglais']],
  ['a commune', 'fougeres', ['vide']],
  ['a name and its commune', 'CLPS Redon', ['clps-redon']],
  ['an address', '12, rue des Écoles, Saint-Malo', ['anglais', 'clps']],
  ['the name of a service', 'français langue etrangere', ['anglais']],
])('%s', (_, words, slugs) => {
  expect(found(words).hits.toSorted()).toEqual(slugs.toSorted())
})

test('with nothing that has it all, what comes near is shown', () => {
  expect(found('Mission locale du Pays de Brocéliande')).toEqual({ hits: [], near: ['we-ker'] })
  expect(found('222 222 222 00099')).toEqual({ hits: [], near: ['clps', 'clps-redon', 'anglais'] })
})

test.each(['Zanzibar', '99999999999999', '', '   ', '.', '…'])('«%s» is nowhere', words => {
  expect(found(words)).toEqual({ hits: [], near: [] })
})

const many = (count: number, siret: string | null = null) =>
  Array.from({ length: count }, (_, n) => structure(`s${n}`, `Escale ${n}`, siret, 'Rennes'))
const amongst = (lines: readonly DoraStructureSummary[], words: string, of: readonly DoraServiceLine[] = []) =>
  searchDora(words, { structures: lines, services: of })

test('thirty at most are shown, eight of those that come near', () => {
  expect(amongst(many(31), 'escale').hits).toHaveLength(30)
  expect(amongst(many(31, '12345678900011'), '123456789').hits).toHaveLength(30)
  const near = amongst(many(31), 'escale zanzibar')
  expect([near.hits.length, near.near.length]).toEqual([0, 8])
  const siren = amongst(many(31, '12345678900011'), '12345678999999')
  expect([siren.hits.length, siren.near.length]).toEqual([0, 8])
})

test('what has it all leaves nothing near', () => {
  expect(amongst(many(3), 'escale 2')).toMatchObject({ hits: [{ slug: 's2' }], near: [] })
  expect(amongst(many(3, '12345678900011'), '123456789').near).toEqual([])
})

test('figures that are no SIREN nor SIRET are words like others', () => {
  const lines = [structure('a', 'Dépôt 1234567890', '12345678900011', 'Rennes')]
  expect(amongst(lines, '1234567890').hits.map(({ slug }) => slug)).toEqual(['a'])
  const plain = [structure('a', 'Dépôt', '12345678900011', 'Rennes')]
  for (const words of ['n123456789', '123456789n']) expect(amongst(plain, words).hits).toEqual([])
})

test('small words do not count, but one alone is what was meant', () => {
  const lines = [
    structure('a', 'Maison de la justice', null, 'Rennes'),
    structure('b', 'La Passerelle', null, 'Rennes'),
  ]
  expect(amongst(lines, 'la maison de').hits.map(({ slug }) => slug)).toEqual(['a'])
  expect(
    amongst(lines, 'la')
      .hits.map(({ slug }) => slug)
      .sort(),
  ).toEqual(['a', 'b'])
  expect(amongst(lines, 'de la')).toEqual({ hits: [], near: [] })
})

test('the nearest name first, then in French order', () => {
  const lines = ['Relais Parental', 'Relais Émeraude', 'Relais', 'Relais Énergie'].map((name, n) =>
    structure(`s${n}`, name, null, ''),
  )
  expect(amongst(lines, 'relais').hits.map(({ name }) => name)[0]).toBe('Relais')
  const even = ['Relais Zèle', 'Relais Élan'].map((name, n) => structure(`s${n}`, name, null, ''))
  expect(amongst(even, 'relais').hits.map(({ name }) => name)).toEqual(['Relais Élan', 'Relais Zèle'])
})

test('the beginning of a word of three letters counts; a slip of the finger from four on; never in figures', () => {
  const lines = [structure('a', 'Passerelle 35400', null, '')]
  const hits = (words: string) => amongst(lines, words).hits.length
  expect([hits('pas'), hits('pa'), hits('elle'), hits('passerele'), hits('paserelles'), hits('35401')]).toEqual([
    1, 0, 0, 1, 1, 0,
  ])
  const short = [structure('a', 'Toit', null, '')]
  expect([amongst(short, 'toix').hits.length, amongst(short, 'tox').hits.length]).toEqual([1, 0])
})

test('a service is placed by what the list says of it, by its structure’s commune else', () => {
  const home = structure('home', 'Structure', '12345678900011', 'Redon')
  const at = (over: Partial<DoraServiceLine>) => ({ ...service('x', 'Vélo-école', home, '1 rue'), ...over })
  const places = (line: DoraServiceLine, homes = [home]) =>
    amongst(homes, 'vélo-école', [line]).hits.filter(({ target }) => target === 'service')
  expect(places(at({ city: 'Rennes', postalCode: '35000' }))[0]?.place).toBe('1 rue, 35000 Rennes')
  expect(places(at({ city: null, postalCode: '35600' }))[0]?.place).toBe('1 rue, 35600 Redon')
  expect(places(at({ city: null, postalCode: null, address: null }))[0]?.place).toBe('Redon')
  const [alone] = places(
    at({ city: null, postalCode: null, address: null, structure: 'autre', structureName: 'Autre' }),
  )
  expect(alone).toMatchObject({ place: '', siret: null, structure: { slug: 'autre', name: 'Autre' } })
  expect(amongst([{ ...home, city: null }], 'structure')).toMatchObject({ hits: [{ place: '' }] })
})
