import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { sequentialIds } from '../../src/common/ids.ts'
import { createLogger } from '../../src/common/logger.ts'
import { inProcessRunner } from '../../src/queue/in-process.ts'
import type { JobRunner } from '../../src/queue/job-runner.ts'
import { QueueUnavailable } from '../../src/queue/queue-unavailable.ts'
import type { Browser } from './browser.ts'
import { follow } from './browser.ts'
import { openWorld, type World } from './world.ts'

let world: World
let runner: JobRunner
let away: boolean
let mended: boolean
let ran: string[]

beforeEach(async () => {
  ;[away, mended, ran] = [false, false, []]
  runner = inProcessRunner({ newId: sequentialIds(), log: createLogger('silent') })
  runner.define({
    name: 'sync-source',
    payload: z.object({ source: z.string(), trigger: z.string() }),
    run: async ({ source, trigger }) => {
      if (!mended) throw new Error('x is not a function')
      ran.push(`${source} ${trigger}`)
    },
  })
  const whenThere = async <T>(work: () => Promise<T>): Promise<T> => {
    if (away) throw new QueueUnavailable('La file des travaux ne répond pas. Réessayez dans un instant.')
    return work()
  }
  world = await openWorld({
    runner: {
      deadLetters: limit => whenThere(() => runner.deadLetters(limit)),
      revive: id => whenThere(() => runner.revive(id)),
      drop: id => whenThere(() => runner.drop(id)),
    },
  })
})
afterEach(async () => {
  await runner.close(0)
  await world.close()
})

async function giveUp(...triggers: string[]): Promise<void> {
  for (const trigger of triggers) await runner.enqueue('sync-source', { source: 'adie-site', trigger })
  await runner.idle()
}
const actionOf = (page: { $: Awaited<ReturnType<Browser['get']>>['$'] }, word: string) =>
  page
    .$('form')
    .filter((_, form) => page.$(form).find('button').text().startsWith(word))
    .first()
    .attr('action') ?? ''
const journal = async () =>
  (await world.ledger.events.list())
    .filter(event => event.action.startsWith('travail-'))
    .map(event => [event.actor, event.action, event.source])

test('nothing given up: the page does not speak of it', async () => {
  const manager = await world.as('gestionnaire')
  expect((await manager.get('/alertes')).text).not.toContain('abandonné')
})

test('given up three times, it is one line that says what, when and why; started again, it runs once and is gone, with who', async () => {
  await giveUp('horaire', 'horaire', 'Camille')
  const manager = await world.as('gestionnaire')
  expect((await manager.get('/')).text).toContain('1 travail abandonné')
  const page = await manager.get('/alertes')
  const row = page.$('tbody tr').text().replace(/\s+/g, ' ')
  expect(row).toContain('Passage sur ')
  expect(row).toMatch(/3 fois/)
  expect(row).toContain('Une erreur du robot')
  expect(row).toContain('x is not a function')
  const action = actionOf(page, 'Relancer')
  mended = true
  const done = await follow(manager, await manager.submit(action))
  await runner.idle()
  expect(ran).toEqual(['adie-site Camille'])
  expect(done.$('[role="status"]').text()).toContain('Relancé\u00A0: Passage sur ')
  expect((await manager.get('/alertes')).text).not.toContain('Travaux abandonnés')
  expect(await journal()).toEqual([['Camille gestionnaire <gestionnaire@example.org>', 'travail-relance', 'adie-site']])

  // The second press, from a page that was open before.
  const token = String((await manager.get('/plans')).$('input[name="_jeton"]').val())
  await manager.raw(action, { method: 'POST', body: new URLSearchParams({ _jeton: token }) })
  await runner.idle()
  expect(ran).toHaveLength(1)
  expect((await manager.get('/alertes')).$('[role="status"]').text()).toContain('n’est plus dans la liste')
})

test('put away, it is gone and does not run', async () => {
  await giveUp('horaire')
  mended = true
  const manager = await world.as('gestionnaire')
  const page = await manager.get('/alertes')
  await manager.submit(actionOf(page, 'Classer'))
  await runner.idle()
  expect([ran, await runner.deadLetters()]).toEqual([[], []])
  expect((await journal()).map(([, action]) => action)).toEqual(['travail-classe'])
})

test('without the form’s own token nothing is started; a queue that is away is said', async () => {
  await giveUp('horaire')
  const manager = await world.as('gestionnaire')
  const page = await manager.get('/alertes')
  const action = actionOf(page, 'Relancer')
  expect((await manager.raw(action, { method: 'POST' })).status).toBe(403)
  const reader = await world.as('ddets')
  expect((await reader.get('/alertes')).status).toBe(403)
  away = true
  const said = await follow(manager, await manager.submit(action))
  expect(said.$('[role="status"]').text()).toContain('La file des travaux ne répond pas')
  expect(said.text).toContain('cette liste ne peut pas être montrée')
  away = false
  expect(await runner.deadLetters()).toHaveLength(1)
})
