import { load } from 'cheerio'
import { expect, test } from 'vitest'
import { LINKS, page } from './layout.ts'

async function marked(role: 'ddets' | 'gestionnaire', path: string): Promise<string[]> {
  const $ = load(String(await page({ title: 'x', path, main: '', links: LINKS[role] })))
  return $('nav [aria-current="page"]')
    .toArray()
    .map(link => $(link).text())
}

test.each([
  ['ddets', '/rapport', 'Rapport'],
  ['ddets', '/rapport/archives', 'Rapports datés'],
  ['ddets', '/rapport/parcours', 'Rapport'],
  ['gestionnaire', '/rapport/archives', 'Rapport'],
  ['gestionnaire', '/', 'Ma semaine'],
  ['gestionnaire', '/sources/ajouter', 'Sources'],
] as const)('to a %s, %s stands under one entry of the navigation', async (role, path, entry) => {
  expect(await marked(role, path)).toEqual([entry])
})

test('an entry is not that of an address which only begins like its own', async () => {
  expect(await marked('gestionnaire', '/offres-d-ailleurs')).toEqual([])
})
