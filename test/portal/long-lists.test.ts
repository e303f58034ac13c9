import * as cheerio from 'cheerio'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RunDetail } from '../../src/portal/data.ts'
import { runPage } from '../../src/portal/pages/runs.ts'
import { openWorld, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

test('the journal is read to its end, page by page, each line once', async () => {
  const manager = await world.as('gestionnaire')
  for (let n = 0; n < 230; n += 1) {
    if (n % 7 === 0) world.clock.advance(60_000)
    await world.ledger.events.add({ actor: `Personne ${n}`, action: 'deconnexion' })
  }
  const seen: string[] = []
  let path: string | undefined = '/journal'
  for (let pages = 0; path !== undefined && pages < 10; pages += 1) {
    const page = await manager.get(path)
    seen.push(
      ...page
        .$('tbody tr')
        .toArray()
        .map(row => page.$(row).children().eq(1).text()),
    )
    path = page.$('a[rel="next"]').attr('href')
  }
  const people = seen.filter(name => name.startsWith('Personne'))
  expect(people).toHaveLength(230)
  expect(new Set(people).size).toBe(230)
  expect(people.at(-1)).toMatch(/^Personne [0-6]$/)
  expect((await manager.get('/journal?avant=zut')).$('tbody tr').length).toBe(100)
})

test('a pass of 250 offers is shown by hundreds, without one missing', async () => {
  const run: RunDetail = {
    id: 'run_1',
    source: 'adie-site',
    sourceName: 'Adie',
    startedAt: '2026-11-24T03:15:00.000Z',
    endedAt: '2026-11-24T03:16:00.000Z',
    state: { word: 'réussi', tone: 'good' },
    told: {
      counts: { seen: 250, created: 0, updated: 0, unchanged: 250, conflicts: 0, rejected: 0, waiting: 0, retired: 0 },
      planned: false,
    },
    message: null,
    quarantine: null,
    shown: null,
    outcomes: Array.from({ length: 250 }, (_, n) => ({
      key: `a${n}`,
      name: `Offre ${n}`,
      slug: null,
      state: 'unchanged' as const,
      reason: 'Rien n’a changé.',
    })),
    rejections: [],
  }
  const names: string[] = []
  for (const page of [1, 2, 3]) {
    const $ = cheerio.load(String(await runPage(run, { plan: null, offers: true, page })))
    names.push(
      ...$('tbody th')
        .toArray()
        .map(cell => $(cell).text()),
    )
    expect($('a[rel="next"]').attr('href')).toBe(page < 3 ? `?page=${page + 1}` : undefined)
  }
  expect(names).toEqual(run.outcomes.map(each => each.name))
})

test('a catalogue that is not believed is told among the alerts, until it is', async () => {
  const store = world.ledger.feeds
  const manager = await world.as('gestionnaire')
  await store.lossSince('sans-dora')
  expect((await manager.get('/alertes')).$('ul.cards').text()).toMatch(/catalogue ouvert .* 24\s?novembre 2026/)
  await store.noLoss('sans-dora')
  expect((await manager.get('/alertes')).text).not.toContain('catalogue ouvert')
})
