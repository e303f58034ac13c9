import { readXlsx } from 'hucre/xlsx'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { seedOffer } from './seed.ts'
import { openWorld, type World } from './world.ts'

// The list of offers: searched on all that an offer says, filtered, sorted, taken away as a file.
let world: World
beforeEach(async () => {
  world = await openWorld()
  await seedOffer(world.ledger, { source: 'adie-site', key: 'a1', name: 'Atelier vélo', slug: 'atelier-velo' })
  await seedOffer(world.ledger, { source: 'bge-site', key: 'b1', name: 'Créer sa boîte' })
})
afterEach(() => world.close())

const rows = async (path: string) => {
  const me = await world.as('gestionnaire')
  const page = await me.get(path)
  return {
    page,
    names: page
      .$('tbody th')
      .toArray()
      .map(cell => page.$(cell).text().trim()),
  }
}

test('words of anything, a partner by its name, and a slip of the finger', async () => {
  expect((await rows('/offres?q=VELO')).names).toEqual(['Atelier vélo'])
  expect((await rows('/offres?q=bge')).names).toEqual(['Créer sa boîte'])
  const { page, names } = await rows('/offres?q=boitte')
  expect(names).toEqual(['Créer sa boîte'])
  expect(page.$('[role="status"]').text()).toContain('boite')
  const none = await rows('/offres?q=zanzibar')
  expect(none.names).toEqual([])
  expect(none.page.text).toContain('Aucune offre ne répond à cette recherche')
})

test('filters and order are in the address, shown as they are, and kept from page to page', async () => {
  expect((await rows('/offres?partenaire=bge')).names).toEqual(['Créer sa boîte'])
  expect((await rows('/offres?dora=PUBLISHED')).names).toEqual(['Atelier vélo'])
  const { page } = await rows('/offres?partenaire=bge&tri=qualite&colonnes=commune&colonnes=fin')
  expect(page.$('#partenaire').val()).toBe('bge')
  expect(page.$('details').first().attr('open')).toBeDefined()
  const heads = page
    .$('thead th')
    .toArray()
    .map(cell => page.$(cell).text())
  expect(heads).toEqual(['Offre', 'Commune', 'Dernier jour'])
  expect(page.$('a[href^="/offres.xlsx"]').attr('href')).toBe(
    '/offres.xlsx?partenaire=bge&tri=qualite&colonnes=commune%2Cfin',
  )
})

test('what cannot be read in the address counts as not asked', async () => {
  for (const path of ['/offres?fin=zut&qualite=%00x&tri=rien&colonnes=mot', '/offres?theme=%25&action=_'])
    expect((await rows(path)).page.status).toBe(path.includes('%00') ? 404 : 200)
})

test('the file holds the lines that are shown, with their address; nobody else may take it', async () => {
  const me = await world.as('gestionnaire')
  const file = await me.raw('/offres.xlsx?partenaire=adie&colonnes=source,dora')
  expect(file.headers.get('content-disposition')).toContain('offres.xlsx')
  const { sheets } = await readXlsx(new Uint8Array(await file.arrayBuffer()))
  expect(sheets[0]?.rows).toEqual([
    ['Offre', 'Source', 'Dans DORA', 'Page'],
    ['Atelier vélo', 'Source adie-site', 'publiée', 'http://127.0.0.1/offres/adie-site/a1'],
  ])
  const other = await world.as('ddets')
  expect((await other.raw('/offres.xlsx')).status).toBe(403)
})
