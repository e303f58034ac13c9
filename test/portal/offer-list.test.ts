import { readXlsx } from 'hucre/xlsx'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { follow } from './browser.ts'
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

test('an offer opens beside the list, which stays as it was; one that is not there leaves the list alone', async () => {
  const me = await world.as('gestionnaire')
  const list = await me.get('/offres?tri=qualite')
  const link = list.$('tbody th a').first().attr('href') ?? ''
  expect(link).toMatch(/^\/offres\?tri=qualite&voir=/)
  const beside = await me.get(link.replace(/#.*/, ''))
  expect(beside.$('tbody tr')).toHaveLength(2)
  expect(beside.$('aside.panel h2 a').attr('href')).toMatch(/^\/offres\/(adie|bge)-site\//)
  expect(beside.$('aside.panel').text()).toContain('Pourquoi c’est écrit')
  expect(beside.$('tbody [aria-current="true"]')).toHaveLength(1)
  for (const gone of ['zut', 'adie-site/zut', '%E0%A4', '/'])
    expect((await me.get(`/offres?voir=${encodeURIComponent(gone)}`)).$('aside.panel')).toHaveLength(0)
})

test('offers by intercommunalité and by who confirmed them', async () => {
  expect((await rows('/offres?epci=243500139')).names).toEqual(['Atelier vélo', 'Créer sa boîte'])
  expect((await rows('/offres?epci=243500782')).names).toEqual([])
  const offer = { source: 'bge-site', key: 'b1' }
  await world.ledger.statements.add({ partner: 'bge', offer, title: 'C', body: { kind: 'confirmation' }, by: 'Ada' })
  expect((await rows('/offres?confirmee=recente')).names).toEqual(['Créer sa boîte'])
  expect((await rows('/offres?confirmee=jamais')).names).toEqual(['Atelier vélo'])
  world.clock.advance(200 * 86_400_000)
  expect((await rows('/offres?confirmee=vieille')).names).toEqual(['Atelier vélo', 'Créer sa boîte'])
  const { page } = await rows('/offres?colonnes=confirmee&confirmee=vieille')
  expect(page.$('tbody').text().replace(/\s+/g, ' ')).toContain('24 nov. 2026')
})

test('a list is kept under a name, for one person, and let go', async () => {
  const me = await world.as('gestionnaire')
  await me.get('/offres?partenaire=bge&etat=waiting')
  const said = await follow(me, await me.submit('/offres/listes', { nom: 'Chez BGE' }))
  expect(said.text).toContain('« Chez BGE » est gardée')
  const chip = said.$('ul.chips a:contains("Chez BGE")')
  expect(chip.attr('href')).toBe('/offres?partenaire=bge&etat=waiting')
  expect(chip.attr('aria-current')).toBe('page')
  const other = await world.as('gestionnaire')
  expect((await other.get('/offres')).$('ul.chips a:contains("Chez BGE")').length).toBeLessThanOrEqual(1)
  await me.get('/offres?partenaire=bge&etat=waiting')
  expect((await follow(me, await me.submit('/offres/listes', { nom: ' ' }))).text).toContain('Donnez un nom')
  const [kept] = await world.ledger.savedLists.of((await world.ledger.people.people())[0]?.id ?? '')
  await me.get('/offres')
  const gone = await follow(me, await me.submit('/offres/listes/retirer', { id: kept?.id ?? '' }))
  expect(gone.text).toContain('est retirée')
  expect(gone.$('ul.chips a:contains("Chez BGE")')).toHaveLength(0)
})

test('several offers at once: what it does and how many is shown first, then done, and what does not fit is left', async () => {
  const me = await world.as('gestionnaire')
  await seedOffer(world.ledger, { source: 'bge-site', key: 'b2', name: 'Brouillon', slug: 'b2', status: 'DRAFT' })
  const tick = async (action: string) => {
    const list = await me.get('/offres')
    const choix = list
      .$('input[name="choix"]')
      .toArray()
      .map(each => list.$(each).attr('value') ?? '')
    return me.submit('/offres/lot', { action, choix })
  }
  const asked = await tick('publier')
  expect(asked.title.replace(/\s/g, ' ')).toBe('Publier : 1 offre')
  expect(asked.text).toContain('Atelier vélo : pas en brouillon')
  expect(world.asked).toEqual([])
  expect((await follow(me, await me.submit('/offres/lot/faire'))).text).toContain('1 offre publiée')
  expect(world.asked.filter(each => each.startsWith('publier bge-site b2'))).toHaveLength(1)

  await tick('archiver')
  expect((await me.submit('/offres/lot/faire')).status).toBe(422)
  expect((await follow(me, await me.submit('/offres/lot/faire', { raison: 'Fin' }))).text).toContain(
    '3 offres archivées',
  )
  expect(world.asked.filter(each => each === 'porter withdrawal')).toHaveLength(3)

  await tick('confirmer')
  expect((await follow(me, await me.submit('/offres/lot/faire', { personne: 'Sam Petit' }))).text).toContain(
    '3 offres confirmées',
  )
  await tick('pause')
  expect((await follow(me, await me.submit('/offres/lot/faire', { raison: 'Travaux' }))).text).toContain(
    '2 sources mises en pause',
  )
  await world.access.addContact({ partner: 'bge', email: 'sam@bge.example', name: 'Sam' }, 'test')
  await tick('partenaire')
  const sent = await follow(me, await me.submit('/offres/lot/faire'))
  expect(sent.text).toContain('1 message envoyé')
  expect(sent.text).toContain('Sans contact à qui écrire')
  await me.get('/offres')
  expect((await follow(me, await me.submit('/offres/lot', { action: 'archiver' }))).text).toContain('Cochez au moins')
})
