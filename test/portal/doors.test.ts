import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Browser, follow } from './browser.ts'
import { seedOffer } from './seed.ts'
import { openWorld, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await openWorld()
  await seedOffer(world.ledger, { source: 'adie-site', key: 'a1', name: 'Atelier', slug: 'atelier' })
})
afterEach(() => world.close())

const LATER = 13 * 3_600_000
const OFFER = '/mes-offres/adie-site/a1'

async function open(browser: Browser, url: string): Promise<string | null> {
  const { pathname } = new URL(url)
  await browser.get(pathname)
  return (await browser.submit(pathname)).location
}
async function invitation(): Promise<string> {
  const person = { email: 'g@example.org', name: 'Camille', role: 'gestionnaire' } as const
  return (await world.access.invite(person, 'test', { mail: false })).url
}
async function partnerUrl(): Promise<string> {
  const contact = await world.access.addContact({ partner: 'adie', email: 'a@adie.example', name: 'Ada' }, 'test')
  return (await world.access.partnerLink(contact, 'test', { mail: false })).url
}

test('a dead link says so at once, and never welcomes', async () => {
  const browser = world.browser()
  for (const path of ['/connexion/lien/rien', '/p/rien']) {
    const page = await browser.get(path)
    expect([page.status, page.title]).toEqual([403, expect.stringContaining('Ce lien n’ouvre plus rien')])
    expect(page.$('main a.button').attr('href')).toBe('/connexion')
    expect(page.text).not.toMatch(/Bienvenue|Votre lien est prêt|Voir mes offres/)
  }
  const url = await invitation()
  await open(browser, url)
  expect((await world.browser().get(new URL(url).pathname)).status).toBe(403)
})

test('a partner’s link opened by the gestionnaire ends nothing: both are open, each on its pages, each closed by itself', async () => {
  const browser = world.browser()
  await open(browser, await invitation())
  await open(browser, await partnerUrl())
  expect((await browser.get('/partenaires')).status).toBe(200)
  expect((await browser.get('/mes-offres')).status).toBe(200)
  await browser.submit(`${OFFER}/confirmer`)
  expect((await world.ledger.statements.list({}))[0]?.by).toBe('Ada <a@adie.example>')
  await browser.get('/mes-offres')
  await browser.submit('/deconnexion/partenaire')
  expect((await browser.get('/mes-offres')).status).toBe(403)
  await browser.get('/partenaires')
  await browser.submit('/deconnexion')
  expect((await browser.get('/partenaires')).status).toBe(303)
})

test('what a partner types when the session is over comes back in its form, and goes once it is sent', async () => {
  const browser = world.browser()
  await open(browser, await partnerUrl())
  await browser.get(`${OFFER}/corriger`)
  world.clock.advance(LATER)
  const typed = { telephone: '02 99 00 00 01', commentaire: 'Nouveau numéro\ndepuis lundi, « le 3 » <b>' }
  const refused = await browser.submit(`${OFFER}/corriger`, typed)
  expect([refused.status, refused.title]).toEqual([403, expect.stringContaining('Votre session est terminée')])
  expect(await world.ledger.statements.list({})).toEqual([])
  expect(await open(browser, await partnerUrl())).toBe(`${OFFER}/corriger`)
  const form = await browser.get(`${OFFER}/corriger`)
  expect([form.$('#telephone').val(), form.$('#commentaire').val()]).toEqual([typed.telephone, typed.commentaire])
  expect(form.$('main [role="status"]').text()).toContain('ce que vous aviez tapé est revenu')
  await follow(browser, await browser.submit(`${OFFER}/corriger`))
  expect((await world.ledger.statements.list({}))[0]?.body).toMatchObject({ comment: typed.commentaire })
  expect((await browser.get(`${OFFER}/corriger`)).$('#commentaire').val()).toBe('')
})

test('the gestionnaire’s too, after signing in by e-mail; boxes and the page’s own question come back', async () => {
  const contact = await world.access.addContact({ partner: 'adie', email: 'a@adie.example', name: 'Ada' }, 'test')
  const browser = world.browser()
  await open(browser, await invitation())
  await browser.get('/campagnes')
  world.clock.advance(LATER)
  const words = { titre: 'À jour ?', message: 'Est-ce exact ?', contacts: [contact.id] }
  expect((await browser.submit('/campagnes', words)).status).toBe(403)
  await browser.get('/connexion?next=%2Fcampagnes')
  await browser.submit('/connexion', { email: 'g@example.org' })
  await world.access.settled()
  const link = /http\S+\/connexion\/lien\/\S+/.exec(world.outbox.list()[0]?.text ?? '')?.[0] ?? ''
  expect(await open(browser, link)).toBe('/campagnes')
  const form = await browser.get('/campagnes')
  expect([form.$('#titre').val(), form.$('#message').val()]).toEqual(['À jour ?', 'Est-ce exact ?'])
  expect(form.$('input[name="contacts"]:checked')).toHaveLength(1)
})

test('a file that comes when the session is over: it is said, with the way back to its form, and nothing waits there', async () => {
  const browser = world.browser()
  await open(browser, await partnerUrl())
  await browser.get('/tableur')
  world.clock.advance(LATER)
  const refused = await browser.submit('/tableur', { fichier: new File(['a'], 'offres.csv') })
  expect([refused.status, refused.title]).toEqual([403, expect.stringContaining('Votre session est terminée')])
  expect(refused.text).toContain('Un fichier, lui, est à choisir de nouveau.')
  expect(await open(browser, await partnerUrl())).toBe('/mes-offres')
})

test('what was typed is nobody else’s: another person on that browser, or a stranger, finds and leaves nothing', async () => {
  const browser = world.browser()
  await open(browser, await partnerUrl())
  await browser.get('/declarer')
  world.clock.advance(LATER)
  await browser.submit('/declarer', { nom: 'Secret' })
  const other = await world.access.addContact({ partner: 'adie', email: 'b@adie.example', name: 'Bo' }, 'test')
  await open(browser, (await world.access.partnerLink(other, 'test', { mail: false })).url)
  expect((await browser.get('/declarer')).$('#nom').val()).toBe('')
  const stranger = world.browser()
  const body = new URLSearchParams({ _jeton: 'x', nom: 'Rien' })
  expect((await stranger.raw('/declarer', { method: 'POST', body })).status).toBe(403)
  expect(await world.ledger.db.selectFrom('drafts').select('holder').execute()).toHaveLength(1)
})
