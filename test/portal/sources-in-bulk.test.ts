import { readXlsx } from 'hucre/xlsx'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { follow } from './browser.ts'
import { seedOffer } from './seed.ts'
import { openWorld, type World } from './world.ts'

// Several sources at once, schedules in words, and all that is known of a partner on its page.
let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())
const BOTH = ['adie-site', 'bge-site']

test('several sources run, paused and scheduled together, after a page that says which', async () => {
  const me = await world.as('gestionnaire')
  const ask = async (action: string, choix: string[] = BOTH) => {
    await me.get('/sources/adie-site')
    const token = (await me.get('/sources/adie-site')).$('input[name="_jeton"]').first().attr('value') ?? ''
    const body = new URLSearchParams([['_jeton', token], ['action', action], ...choix.map(each => ['choix', each])])
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://127.0.0.1' }
    return me.raw('/sources/lot', { method: 'POST', body, headers })
  }
  const none = await ask('lancer', ['zut'])
  expect(none.status).toBe(303)
  for (const [action, words, said] of [
    ['lancer', {}, 'lancer'],
    ['pause', { raison: 'Travaux' }, 'horaire adie-site null'],
    ['horaire', { mots: 'chaque lundi matin' }, 'horaire'],
    ['reprendre', {}, 'horaire bge-site 30 6 * * 1'],
  ] as const) {
    expect((await ask(action)).status).toBe(200)
    const token = (await me.get('/sources/adie-site')).$('input[name="_jeton"]').first().attr('value') ?? ''
    const fields = [
      ['_jeton', token],
      ['action', action],
      ...BOTH.map(each => ['choix', each]),
      ...Object.entries(words),
    ]
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://127.0.0.1' }
    const done = await me.raw('/sources/lot/faire', { method: 'POST', body: new URLSearchParams(fields), headers })
    expect([action, done.status]).toEqual([action, 303])
    expect(world.asked.some(each => each.startsWith(said))).toBe(true)
  }
  const settings = await world.ledger.sourceSettings.list()
  expect(settings.map(({ schedule, paused }) => [schedule, paused])).toEqual([
    ['30 6 * * 1', null],
    ['30 6 * * 1', null],
  ])
})

test('sources are found by anything they say, mistyped or not, with the columns asked for, and taken away as a file', async () => {
  const me = await world.as('gestionnaire')
  const all = await me.get('/sources')
  const many = all.$('tbody tr').length
  expect(many).toBeGreaterThan(1)
  // J and K go through the lines, one stop each.
  expect(all.$(all.$('[data-keys]').attr('data-keys') ?? '').length).toBe(many)
  expect(all.$('#liste [role=status]').text()).toMatch(new RegExp(`^${many}\\ssources`))
  const slip = await me.get('/sources?q=sourse+adie')
  expect(slip.$('#liste [role=status]').text()).toMatch(/Aucune source n’a «\ssourse adie\s»/)
  const names = (page: typeof slip) =>
    page
      .$('tbody th a[href^="/sources/"]')
      .toArray()
      .map(a => page.$(a).attr('href'))
  expect(names(slip)).toContain('/sources/adie-site')
  const own = await me.get('/sources?partenaire=bge&colonnes=partenaire,adresse&tri=offres')
  expect(
    own
      .$('thead th')
      .toArray()
      .map(th => own.$(th).text()),
  ).toEqual(['Source', 'Partenaire', 'Adresse'])
  expect(names(own)).toContain('/sources/bge-site')
  expect(names(own)).not.toContain('/sources/adie-site')
  expect((await me.get('/sources?q=zzzzzz')).$('#liste').text()).toContain('Aucune source ne répond')
  const file = await me.raw('/sources.xlsx?partenaire=bge&colonnes=partenaire,offres')
  const [sheet] = (await readXlsx(new Uint8Array(await file.arrayBuffer()))).sheets
  expect(sheet?.rows[0]).toEqual(['Source', 'Partenaire', 'Offres', 'Page'])
  expect(sheet?.rows.length).toBe(names(own).length + 1)
  expect((await (await world.as('ddets')).raw('/sources.xlsx')).status).toBe(403)
})

test('a schedule is written in words; what is not understood is said, and nothing changes', async () => {
  const me = await world.as('gestionnaire')
  await me.get('/sources/adie-site')
  const wrong = await me.submit('/sources/adie-site/horaire', { mots: 'de temps en temps' })
  expect(wrong.status).toBe(422)
  expect(wrong.$('#mots-erreur').text()).toContain('chaque lundi matin')
  await follow(me, await me.submit('/sources/adie-site/horaire', { mots: 'le 1er du mois' }))
  expect((await world.ledger.sourceSettings.read('adie-site'))?.schedule).toBe('15 3 1 * *')
  expect((await me.get('/sources/adie-site')).text).toContain('le 1er de chaque mois à 3 h 15')
})

test('the page of a partner holds its offers, calls, messages and structure', async () => {
  await seedOffer(world.ledger, { source: 'adie-site', key: 'a1', name: 'Atelier vélo', slug: 'atelier-velo' })
  await world.ledger.statements.add({
    partner: 'adie',
    offer: { source: 'adie-site', key: 'a1' },
    title: 'Confirmation au téléphone',
    body: { kind: 'confirmation', call: { day: '2026-11-23', person: 'Sam Petit', note: '' } },
    by: 'Ada <ada@example.org>',
  })
  const me = await world.as('gestionnaire')
  const page = await me.get('/partenaires/adie')
  expect(page.$('a[href="/offres/adie-site/a1"]').first().text()).toBe('Atelier vélo')
  for (const words of ['Sam Petit', 'Sa structure dans DORA', 'Aucun message envoyé'])
    expect(page.text).toContain(words)
})
