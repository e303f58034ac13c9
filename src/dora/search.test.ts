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
