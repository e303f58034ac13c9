import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createOidc } from '../../src/portal/access/oidc.ts'
import type { Browser } from './browser.ts'
import { FAKE_CLIENT, type FakeProvider, startFakeProvider } from './fake-provider.ts'
import { openWorld, type World } from './world.ts'

let provider: FakeProvider
let world: World
beforeAll(async () => {
  provider = await startFakeProvider()
})
afterAll(() => provider.close())
beforeEach(async () => {
  provider.lie = {}
  provider.person = { sub: 's1', email: 'camille@example.org', email_verified: true }
  world = await openWorld({
    oidc: { provider: createOidc({ issuer: provider.issuer, ...FAKE_CLIENT }), name: 'ProConnect' },
  })
  await world.access.invite({ email: 'camille@example.org', name: 'Camille', role: 'gestionnaire' }, 'test', {
    mail: false,
  })
})
afterEach(() => world.close())

/** Leaves by the link of the sign-in page; @returns the way back, as a path */
async function goAndComeBack(browser: Browser, next = ''): Promise<string> {
  const page = await browser.get(`/connexion${next}`)
  const asked = (await browser.get(page.$('a[href^="/connexion/compte"]').attr('href') ?? '')).location ?? ''
  expect(asked.startsWith(`${provider.issuer}/authorize?`)).toBe(true)
  const back = new URL(provider.signIn(asked))
  expect(back.pathname).toBe('/connexion/retour')
  return back.pathname + back.search
}

test('a known person comes in, at the page that was wanted', async () => {
  const browser = world.browser()
  const back = await goAndComeBack(browser, '?next=%2Foffres')
  expect((await browser.get(back)).location).toBe('/offres')
  expect((await browser.get('/offres')).status).toBe(200)
  expect((await world.ledger.events.list()).map(event => event.action)).toContain('connexion')
})

test('an unknown or unverified address opens nothing', async () => {
  for (const person of [
    { sub: 's2', email: 'inconnue@example.org', email_verified: true },
    { sub: 's1', email: 'camille@example.org', email_verified: false },
  ]) {
    provider.person = person
    const browser = world.browser()
    expect((await browser.get(await goAndComeBack(browser))).status).toBe(403)
    expect(browser.cookies.has('session')).toBe(false)
  }
})

test('a closed account does not come in', async () => {
  const person = await world.ledger.people.personByEmail('camille@example.org')
  // Closed by another process just as a session began: closing ended those that were there.
  const inside = world.browser()
  await inside.get(await goAndComeBack(inside))
  expect((await inside.get('/offres')).status).toBe(200)
  await world.ledger.db.updateTable('people').set({ disabled: '2026-11-24T00:00:00.000Z' }).execute()
  expect((await inside.get('/offres')).location).toBe('/connexion?next=%2Foffres')
  await world.ledger.people.setDisabled(person?.id ?? '', true)
  const browser = world.browser()
  expect((await browser.get(await goAndComeBack(browser))).status).toBe(403)
  expect(browser.cookies.has('session')).toBe(false)
})

test('an answer that was not asked for by this browser, replayed, or forged is refused', async () => {
  const [mine, victim] = [world.browser(), world.browser()]
  const back = await goAndComeBack(mine)
  expect((await victim.get(back)).status).toBe(403)
  await goAndComeBack(victim)
  expect((await victim.get(back)).status).toBe(403)
  expect((await mine.get(back)).status).toBe(303)
  expect((await mine.get(back)).status).toBe(403)
  for (const lie of [{ nonce: 'other' }, { audience: 'another-site' }, { key: true }]) {
    provider.lie = lie
    const browser = world.browser()
    expect([lie, (await browser.get(await goAndComeBack(browser))).status]).toEqual([lie, 403])
    expect(browser.cookies.has('session')).toBe(false)
  }
})

test('a next that leads elsewhere is dropped on the way', async () => {
  const browser = world.browser()
  const page = await browser.get('/connexion/compte?next=https%3A%2F%2Fattaque.example')
  const back = new URL(provider.signIn(page.location ?? ''))
  expect((await browser.get(back.pathname + back.search)).location).toBe('/')
})
