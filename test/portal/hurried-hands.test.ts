import { afterEach, beforeEach, expect, test } from 'vitest'
import { follow } from './browser.ts'
import { openWorld, type World } from './world.ts'

/* Somebody in a hurry, who pastes anything anywhere: a plain page, nothing lost, nothing done twice. */
let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())
const LONG = `Première ligne.\n${'é🙂'.repeat(4000)}\nDernière ligne <b>&amp;</b> \u05D0\u202E`

test('a text that is too long is not cut in silence: it comes back whole, to be shortened and sent from there', async () => {
  const me = await world.as('gestionnaire')
  await me.get('/sources/adie-site')
  const refused = await me.submit('/sources/adie-site/pause', { raison: LONG })
  expect([refused.status, refused.title]).toEqual([422, 'Texte trop long'])
  expect(refused.text).toContain('300 caractères au plus')
  expect(refused.$('main textarea[name="raison"]').text()).toBe(LONG)
  expect((await world.ledger.sourceSettings.read('adie-site'))?.paused ?? null).toBeNull()
  await follow(me, await me.submit('/sources/adie-site/pause', { raison: 'Le site est refait 🙂' }))
  expect((await world.ledger.sourceSettings.read('adie-site'))?.pauseReason).toBe('Le site est refait 🙂')
})

test('a text of exactly the limit, with an emoji at its end, is taken whole', async () => {
  const me = await world.as('gestionnaire')
  await me.get('/sources/adie-site')
  const raison = `${'a'.repeat(298)}🙂`
  await me.submit('/sources/adie-site/pause', { raison })
  expect((await world.ledger.sourceSettings.read('adie-site'))?.pauseReason).toBe(raison)
})

test('blanks alone are nothing', async () => {
  const me = await world.as('gestionnaire')
  await me.get('/sources/adie-site')
  const blank = await me.submit('/sources/adie-site/pause', { raison: ' \t\n\u00A0 ' })
  expect((await world.ledger.sourceSettings.read('adie-site'))?.paused ?? null).toBeNull()
  expect(blank.status).toBe(422)
})
