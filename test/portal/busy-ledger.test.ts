import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { follow } from './browser.ts'
import { openWorld, type World } from './world.ts'

/* Another process writes for longer than anybody waits: what was typed comes back, to be sent again. */
let world: World
let other: DatabaseSync
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'busy-'))
  world = await openWorld({ place: { path: join(folder, 'ledger.db'), patienceMs: 100 } })
  other = new DatabaseSync(join(folder, 'ledger.db'))
})
afterEach(async () => {
  other.close()
  await world.close()
  await rm(folder, { recursive: true })
})

test('a form that could not be written stands on the page that says so, and is sent again from there, once', async () => {
  const me = await world.as('gestionnaire')
  await me.get('/sources/adie-site')
  other.exec('begin immediate')
  const raison = 'Le site est refait <b>& "cité"</b> : l’équipe 🙂\nrappellera'
  const refused = await me.submit('/sources/adie-site/pause', { raison })
  expect([refused.status, refused.title, refused.headers.get('retry-after')]).toEqual([
    503,
    'Réessayez dans un instant',
    '60',
  ])
  expect(refused.text).toContain('ce que vous avez tapé est gardé sur cette page')
  expect(refused.$('main textarea, main input[name="raison"]').length).toBe(1)
  other.exec('rollback')
  const done = await follow(me, await me.submit('/sources/adie-site/pause'))
  expect(done.status).toBe(200)
  expect((await world.ledger.sourceSettings.read('adie-site'))?.pauseReason).toContain('<b>& "cité"</b>')
  expect((await world.ledger.events.list({ action: 'source-en-pause' })).length).toBe(1)
})

test('a file cannot stand on a page: it is to be chosen again', async () => {
  const me = await world.as('gestionnaire')
  const { $ } = await me.get('/sources/adie-site')
  const body = new FormData()
  body.set('_jeton', $('form[action$="/pause"] input[name="_jeton"]').val() as string)
  body.set('raison', 'x')
  body.set('fichier', new File(['a;b'], 'offres.csv', { type: 'text/csv' }))
  other.exec('begin immediate')
  const answer = await me.raw('/sources/adie-site/pause', { method: 'POST', body })
  other.exec('rollback')
  expect(answer.status).toBe(503)
  const page = await answer.text()
  expect(page).toContain('Le fichier est à choisir de nouveau')
  expect(page).not.toContain('action="/sources/adie-site/pause"')
})
