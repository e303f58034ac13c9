import { afterEach, beforeEach, expect, test } from 'vitest'
import { seedOffer } from './seed.ts'
import { openWorld, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

test('a frozen version has an address of its own that never shows anything else, also when the day is frozen again', async () => {
  const manager = await world.as('gestionnaire')
  await manager.get('/rapport')
  await manager.submit('/rapport/figer')
  const archives = await manager.get('/rapport/archives')
  const first = archives.$('a[href^="/rapport/version/"]').attr('href') ?? ''
  expect(first).toMatch(/^\/rapport\/version\/\S+$/)
  const before = (await manager.get(first)).$('main').text()

  await seedOffer(world.ledger, {
    source: 'adie-site',
    key: 'a9',
    name: 'Atelier de plus',
    slug: 'adie-atelier-de-plus',
  })
  world.clock.advance(60 * 60_000)
  await manager.get('/rapport')
  await manager.submit('/rapport/figer')
  const versions = (await manager.get('/rapport/archives')).$('a[href^="/rapport/version/"]')
  expect(versions.length).toBe(2)
  expect((await manager.get(first)).$('main').text()).toBe(before)
  expect((await manager.get(versions.first().attr('href') ?? '')).$('main').text()).not.toBe(before)
})

test('an unknown version is not found, and a visitor without access is not shown one', async () => {
  const reader = await world.as('ddets')
  expect((await reader.get('/rapport/version/snapshot_nulle_part')).status).toBe(404)
  expect((await world.browser().get('/rapport/version/snapshot_nulle_part')).status).not.toBe(200)
})

test('the style of the report is in the theme that every page loads', async () => {
  const css = await world.browser().raw('/assets/theme.css')
  expect(await css.text()).toMatch(/\.report figure[\s\S]*@page \{ size: A4 landscape/)
})
