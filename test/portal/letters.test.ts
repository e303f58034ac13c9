import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Browser, follow, type Page } from './browser.ts'
import { seedOffer } from './seed.ts'
import { openWorld, type World } from './world.ts'

let world: World
let manager: Browser
beforeEach(async () => {
  world = await openWorld()
  await seedOffer(world.ledger, { source: 'adie-site', key: 'a1', name: 'Atelier', slug: 'atelier' })
  manager = await world.as('gestionnaire')
})
afterEach(() => world.close())

const OFFER = '/mes-offres/adie-site/a1'
const plain = (text: string) => text.replaceAll('\u00A0', ' ')
const letters = () =>
  world.outbox.list().map(mail => ({ ...mail, subject: plain(mail.subject), text: plain(mail.text) }))
const contact = (name: string, partner = 'adie') =>
  world.access.addContact({ partner, email: `${name.toLowerCase()}@${partner}.example`, name }, 'test')
const status = (page: Page) => plain(page.$('[role="status"]').text())

test('a campaign: nobody is chosen for you, the letter is shown as it will be read, nothing leaves before the second page', async () => {
  const [ada, bob] = [await contact('Ada'), await contact('Bob', 'bge')]
  const form = await manager.get('/campagnes')
  expect(form.$('input[name="contacts"]')).toHaveLength(2)
  expect(form.$('input[name="contacts"]:checked')).toHaveLength(0)
  const words = { titre: 'À jour ?', message: 'Est-ce toujours exact ?\n\nMerci.', contacts: [ada.id, bob.id] }
  const check = await manager.submit('/campagnes', words)
  expect(letters()).toEqual([])
  expect(plain(check.text)).toContain('2 messages vont partir. Rien n’est encore envoyé.')
  const shown = plain(check.$('article.mail pre').text())
  expect(shown).toContain('Bonjour Ada,')
  await follow(manager, await manager.submit('/campagnes'))
  expect(
    letters()
      .map(mail => mail.to)
      .toSorted(),
  ).toEqual(['ada@adie.example', 'bob@bge.example'])
  const sent = letters().find(mail => mail.to === 'ada@adie.example')
  expect(sent?.text.replace(/\/p\/\S+/, '/p/…')).toBe(`${shown.replace(/ \(le lien personnel[^)]*\)/, '').trimEnd()}\n`)
  expect([plain(sent?.sender ?? ''), sent?.replyTo]).toEqual([
    'Claire Martin, Département d’Ille-et-Vilaine',
    'claire@departement.example',
  ])
  expect(sent?.text).toContain('Claire Martin, Département d’Ille-et-Vilaine')
})

test('what was typed comes back when one thinks better of it', async () => {
  const ada = await contact('Ada')
  await manager.get('/campagnes')
  await manager.submit('/campagnes', { titre: 'À jour ?', message: 'Ligne une\n\nligne deux', contacts: [ada.id] })
  const form = await manager.submit('/campagnes/modifier')
  expect([form.$('#titre').val(), form.$('#message').val()]).toEqual(['À jour ?', 'Ligne une\n\nligne deux'])
  expect(form.$('input[name="contacts"]:checked')).toHaveLength(1)
  expect(letters()).toEqual([])
})

test('the same campaign within 14 days says so and asks; later, it does not', async () => {
  const ada = await contact('Ada')
  const words = { titre: 'À jour ?', message: 'Est-ce toujours exact ?', contacts: [ada.id] }
  const write = async () => {
    await manager.get('/campagnes')
    return manager.submit('/campagnes', words)
  }
  await write()
  await manager.submit('/campagnes')
  world.clock.advance(13 * 86_400_000)
  manager = await world.as('gestionnaire')
  const again = await write()
  expect(plain(again.text)).toContain('La même campagne est déjà partie le 24 novembre 2026')
  const refused = await manager.submit('/campagnes')
  expect([refused.status, letters().length]).toEqual([422, 1])
  await manager.submit('/campagnes', { encore: '1' })
  expect(letters()).toHaveLength(2)
  world.clock.advance(15 * 86_400_000)
  manager = await world.as('gestionnaire')
  expect((await write()).$('#encore')).toHaveLength(0)
})

test('one live link per person: the new one replaces the former, and it is said', async () => {
  const ada = await contact('Ada')
  await manager.get('/partenaires/adie')
  const send = `/partenaires/adie/contacts/${ada.id}/lien`
  expect(status(await follow(manager, await manager.submit(send)))).not.toContain('remplace')
  expect(status(await follow(manager, await manager.submit(send)))).toContain('Il remplace le précédent')
  const page = await manager.get('/partenaires/adie')
  expect(page.$('form[action*="/liens/"]')).toHaveLength(1)
  const [fresh, former] = letters().map(mail => /\/p\/\S+/.exec(mail.text)?.[0] ?? '')
  const visitor = world.browser()
  expect((await visitor.get(former ?? '')).status).toBe(403)
  await visitor.get(fresh ?? '')
  expect((await visitor.submit(fresh ?? '')).location).toBe('/mes-offres')
})

test('a contact without address: by telephone, never written to, and their call confirms', async () => {
  await manager.get('/partenaires/adie')
  const wrong = await manager.submit('/partenaires/adie/contacts', { nom: 'Zoé', email: '', telephone: '' })
  expect(wrong.status).toBe(422)
  const added = await follow(
    manager,
    await manager.submit('/partenaires/adie/contacts', { nom: 'Zoé', email: '', telephone: '02 99 11 22 33' }),
  )
  expect(plain(added.text)).toContain('téléphone 02 99 11 22 33')
  const campaigns = await manager.get('/campagnes')
  expect(campaigns.$('input[name="contacts"]')).toHaveLength(0)
  const calls = await manager.get(campaigns.$('a[href*="/appels/"]').attr('href') ?? '')
  const call = await manager.get(calls.$('a[href*="/appel?"]').attr('href') ?? '')
  expect(call.$('#personne').val()).toBe('Zoé')
  await manager.submit('/offres/adie-site/a1/appel')
  expect([...(await world.ledger.statements.confirmations()).values()]).toEqual(['2026-11-24'])
  expect(letters()).toEqual([])
})

test('each decision on a request is written to its partner, with the reason', async () => {
  const partner = await world.asPartner('adie')
  await partner.get(`${OFFER}/retirer`)
  await partner.submit(`${OFFER}/retirer`, { raison: 'Fini' })
  const decide = async (how: 'accepter' | 'refuser', fields = {}) => {
    const [request] = await world.ledger.statements.list({ state: 'open' })
    await manager.get(`/demandes/${request?.id}`)
    return follow(manager, await manager.submit(`/demandes/${request?.id}/${how}`, fields))
  }
  const page = await decide('refuser', { raison: 'L’atelier reprend en mars.' })
  expect(status(page)).toContain('Prévenu par message : Alex adie.')
  expect(letters()).toMatchObject([{ to: 'contact@adie.example', subject: 'Demande refusée : Retrait : Atelier' }])
  expect(letters()[0]?.text).toContain('Raison : L’atelier reprend en mars.')
  await partner.get(`${OFFER}/corriger`)
  await partner.submit(`${OFFER}/corriger`, { telephone: '02 99 00 00 01' })
  await decide('accepter')
  expect(letters()[0]).toMatchObject({ to: 'contact@adie.example', subject: 'Demande acceptée : Correction : Atelier' })
})

test('a named contact is on every page that a partner sees', async () => {
  const partner = await world.asPartner('adie')
  for (const path of [
    '/mes-offres',
    OFFER,
    `${OFFER}/corriger`,
    `${OFFER}/retirer`,
    '/declarer',
    '/tableur',
    '/arreter',
    '/rien',
    '/robot',
  ]) {
    const aside = (await partner.get(path)).$('aside[aria-label="Votre contact"]')
    expect([path, plain(aside.text())]).toEqual([
      path,
      expect.stringContaining(
        'Claire Martin, Département d’Ille-et-Vilaine : claire@departement.example, 02 99 00 00 00',
      ),
    ])
  }
  expect((await world.browser().get('/p/rien')).$('aside[aria-label="Votre contact"]')).toHaveLength(1)
  expect((await manager.get('/')).$('aside[aria-label="Votre contact"]')).toHaveLength(0)
})

test('a request is cancelled by its partner, by nobody else, and not once it is answered', async () => {
  const partner = await world.asPartner('adie')
  await partner.get(`${OFFER}/retirer`)
  await partner.submit(`${OFFER}/retirer`, { raison: 'Fini' })
  const [request] = await world.ledger.statements.list({})
  const cancel = `/mes-offres/demandes/${request?.id}/annuler`
  const stranger = await world.asPartner('bge')
  const token = (await stranger.get('/mes-offres')).$('input[name="_jeton"]').first().val()
  const body = new URLSearchParams({ _jeton: String(token) })
  expect((await stranger.raw(cancel, { method: 'POST', body })).status).toBe(404)
  await partner.get(OFFER)
  const page = await follow(partner, await partner.submit(cancel))
  expect(plain(page.$('ul.plain').text())).toContain('annulée')
  expect((await manager.get('/a-traiter')).text).toContain('Aucune question ne vous attend')
  expect((await partner.get(OFFER)).$(`form[action="${cancel}"]`)).toHaveLength(0)
})

test('of two requests that contradict each other, only the last one waits; nothing else is lost', async () => {
  const partner = await world.asPartner('adie')
  const correct = async (fields: Record<string, string>) => {
    await partner.get(`${OFFER}/corriger`)
    return follow(partner, await partner.submit(`${OFFER}/corriger`, fields))
  }
  await correct({ telephone: '02 99 00 00 01', courriel: 'un@exemple.fr' })
  expect(status(await correct({ telephone: '02 99 00 00 02' }))).toContain('remplacent')
  const open = () => world.ledger.statements.list({ state: 'open' })
  expect(await open()).toMatchObject([
    { body: { fields: { telephone: { after: '02 99 00 00 02' }, courriel: { after: 'un@exemple.fr' } } } },
  ])
  await partner.get(`${OFFER}/retirer`)
  await partner.submit(`${OFFER}/retirer`, { raison: 'Fini' })
  expect((await open()).map(each => each.body.kind)).toEqual(['withdrawal'])
  await partner.get(OFFER)
  const page = await follow(partner, await partner.submit(`${OFFER}/confirmer`))
  expect(status(page)).toContain('Votre demande de retrait est remplacée')
  expect(await open()).toEqual([])
})
