import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadConventions } from '../../src/convention/load.ts'
import { type Browser, follow } from './browser.ts'
import { openWorld, type World } from './world.ts'

/* A convention that was kept when the checks asked for less: what the gestionnaire sees of it, and can do. */
const config = new URL('../../config', import.meta.url).pathname
const good = readFileSync(`${config}/conventions/2024.yaml`, 'utf8')
const refused = good.replace(/^title: .*$/m, 'title: 3')

let world: World
let manager: Browser
beforeAll(async () => {
  world = await openWorld({ conventions: loadConventions(config) })
  for (const name of ['2026', '2027']) await world.ledger.conventions.add(name, refused, 'Claire')
  await world.desk.reloadConventions()
  manager = await world.as('gestionnaire')
})
afterAll(() => world.close())

test('it stands in «Ma semaine» with what is wrong and where it is mended', async () => {
  const page = await manager.get('/')
  const tasks = page
    .$('ol.tasks > li')
    .toArray()
    .map(li => page.$(li))
  const task = tasks.find(li => li.text().includes('convention 2026'))
  expect(task?.find('.what').text().replaceAll(/\s/g, ' ')).toBe(
    'La convention 2026, version 1, ne sert plus : elle ne passe pas les vérifications.',
  )
  expect(task?.find('.quiet').text()).toContain('ligne ')
  expect(task?.find('a').attr('href')).toBe('/conventions')
  expect(task?.find('a').text()).toContain('Voir les conventions')
})

test('the page says what is wrong; corrected, it serves', async () => {
  const page = await manager.get('/conventions')
  expect(page.text).toContain('La convention 2026, version 1, ne sert plus')
  expect(page.text).toMatch(/ligne \d+, title/)
  const edit = await manager.get('/conventions/2026/1')
  expect(edit.text).toMatch(/Erreur\s: .*ligne \d+, title/)
  const kept = await follow(manager, await manager.submit('/conventions/garder', { yaml: good }))
  expect(kept.text).toContain('La convention 2026 est gardée, version 2.')
  expect((await manager.get('/conventions')).text).not.toContain('2026, version 1, ne sert plus')
  expect(world.desk.problems().map(({ convention }) => convention?.id)).toEqual(['2027'])
})

test('withdrawn, nobody is told of it any more; it stays among the versions, and comes back when it is kept again', async () => {
  await manager.get('/conventions')
  const first = await follow(manager, await manager.submit('/conventions/2027/1/retirer'))
  expect(first.text).toContain('La convention 2027 est retirée')
  expect(first.text).not.toContain('ne sert plus')
  expect(first.text).toContain('retirée')
  expect(world.desk.problems()).toEqual([])
  expect((await world.ledger.events.list({ action: 'convention-retiree' })).length).toBe(1)
  // A second window pressed it too: told, and done once.
  expect(await world.ledger.conventions.count()).toBe(4)
})

test('one that serves, or that somebody corrected meanwhile, is not withdrawn', async () => {
  await world.ledger.conventions.add('2028', refused, 'Claire')
  await world.desk.reloadConventions()
  await manager.get('/conventions')
  await world.ledger.conventions.add('2028', good, 'Alex')
  const answer = await follow(manager, await manager.submit('/conventions/2028/1/retirer'))
  expect(answer.text).toContain('a changé entre-temps')
  expect((await world.ledger.conventions.list()).find(each => each.convention === '2028')?.version).toBe(2)
})
