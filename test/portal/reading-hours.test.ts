import { afterEach, beforeEach, expect, test } from 'vitest'
import { SourceConfig } from '../../src/config/source.ts'
import { follow } from './browser.ts'
import { SOURCES } from './seed.ts'
import { openWorld, type World } from './world.ts'

// A site that is read at night only. It is 10 h in Paris, on 24 November 2026.
let world: World
beforeEach(async () => {
  const source = { id: 'nuit', name: 'Site de nuit', partner: 'adie', address: null, window: '22:00-06:00' }
  SOURCES.push(SourceConfig.parse(source))
  world = await openWorld()
})
afterEach(async () => {
  SOURCES.pop()
  await world.close()
})

test('pressed by day, «lancer» says when the site will be read, the page too, and nothing is refused', async () => {
  const manager = await world.as('gestionnaire')
  await manager.get('/sources/nuit')
  const page = await follow(manager, await manager.submit('/sources/nuit/lancer'))
  expect(page.$('[role="status"]').text()).toContain(
    'Ce site ne se lit qu’entre 22\u00A0h et 6\u00A0h\u00A0: la lecture est prévue à 22\u00A0h\u00A000.',
  )
  expect(world.asked).toEqual([expect.stringMatching(/^lancer nuit /)])
  expect(page.text).toMatch(
    /Heures de lecture ?entre 22 h et 6 h \(heure de Paris\)\. Une lecture demandée par .* attend l’ouverture, à 22 h 00/,
  )
})

test('at night it is read at once', async () => {
  world.clock.advance(13 * 3_600_000)
  const manager = await world.as('gestionnaire')
  await manager.get('/sources/nuit')
  const page = await follow(manager, await manager.submit('/sources/nuit/lancer'))
  expect(page.$('[role="status"]').text()).toContain('Lancé.')
})

test('a schedule of the day is refused with the window and the first hour allowed; one that is half outside is kept, and said', async () => {
  const manager = await world.as('gestionnaire')
  await manager.get('/sources/nuit')
  const refused = await manager.submit('/sources/nuit/horaire', { rythme: 'jour', heure: '12:15' })
  expect(refused.status).toBe(422)
  expect(refused.$('[role="alert"]').text()).toMatch(
    /entre 22.h et 6.h .*l’horaire donne 12.h.15.*première permise est 22.h\.$/,
  )
  expect(await world.desk.ledger.sourceSettings.read('nuit')).toBeNull()
  const tried = await manager.submit('/sources/nuit/horaire', { rythme: 'cron', cron: '0 3,12 * * *', essai: '1' })
  expect(tried.text).toContain('Cet horaire donne : 24 novembre 2026 à 22 h 00 ; 25 novembre 2026 à 3 h 00')
  expect(tried.text).toContain('les passages prévus en dehors, par exemple à 12 h, attendent 22 h')
  const kept = await follow(
    manager,
    await manager.submit('/sources/nuit/horaire', { rythme: 'cron', cron: '0 3,12 * * *' }),
  )
  expect(kept.$('[role="status"]').text()).toMatch(/enregistré\. Attention.:.*attendent 22.h\.$/)
  expect(world.asked).toEqual(['horaire nuit 0 3,12 * * * @22:00-06:00'])
})

test('a date that went by while the machine slept is said to wait', async () => {
  const run = await world.ledger.runs.begin('nuit', 'horaire')
  await world.ledger.runs.finish(run, { state: 'succeeded', outcome: null, report: null, plan: null, message: null })
  world.clock.advance(7 * 86_400_000)
  const manager = await world.as('gestionnaire')
  const page = await manager.get('/sources/nuit')
  expect(page.text).toContain(
    'Le passage prévu le 30 novembre 2026 à 3 h 15 n’a pas pu commencer à temps : il attend l’ouverture, à 22 h 00',
  )
})
