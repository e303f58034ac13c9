import { afterEach, beforeEach, expect, test } from 'vitest'
import { keepReport } from '../../src/coverage/kept-report.ts'
import { coverageReport } from '../../src/coverage/report.ts'
import { convention, seedOffer } from './seed.ts'
import { openWorld, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const startingPoint = () =>
  coverageReport({
    date: '2026-11-24',
    convention: convention(),
    territory: { department: '35', name: 'Ille-et-Vilaine', agencies: [] },
    sources: [],
    offers: [],
    rejections: [],
  })

test('with nothing frozen the page says why there is nothing to compare, and from which day there will be', async () => {
  const reader = await world.as('ddets')
  const { $ } = await reader.get('/rapport/comparaison')
  expect($('main').text()).toMatch(/rien à comparer.*le 1er\sdécembre\s2026/s)
  expect($('main form').length).toBe(0)
})

test('the starting point is compared with today, though both have the same date, and is called what it is', async () => {
  await keepReport(world.ledger.snapshots, startingPoint())
  await seedOffer(world.ledger, { source: 'adie-site', key: 'a1', name: 'Atelier', slug: 'adie-atelier' })
  const reader = await world.as('ddets')
  const { $ } = await reader.get('/rapport/comparaison')
  expect($('select[name="de"] option[selected]').text()).toMatch(/^Point de départ \(/)
  expect($('select[name="a"] option[selected]').text()).toMatch(/en ce moment/)
  expect($('table').first().text()).toMatch(/Offres suivies, par statut dans DORA\s*0\s*1\s*\+1/)
})

test('today’s files are today’s report, and a frozen version has its own, though both have the same date', async () => {
  await keepReport(world.ledger.snapshots, startingPoint())
  await seedOffer(world.ledger, { source: 'adie-site', key: 'a1', name: 'Atelier', slug: 'adie-atelier' })
  const reader = await world.as('ddets')
  const followed = async (href: string | undefined) => {
    const report = (await (await reader.raw(href ?? '')).json()) as { statuses: { value: number }[] }
    return report.statuses.reduce((sum, { value }) => sum + value, 0)
  }
  const json = 'main a[href$=".json"]'
  expect(await followed((await reader.get('/rapport')).$(json).attr('href'))).toBe(1)
  const archives = await reader.get('/rapport/archives')
  expect(await followed(archives.$(json).attr('href'))).toBe(0)
  const version = await reader.get(archives.$('a[href^="/rapport/version/"]').attr('href') ?? '')
  expect(version.$('main').text()).toMatch(/Point de départ/)
  expect(await followed(version.$(json).attr('href'))).toBe(0)
})

test('a comparison with a report that is not there says so', async () => {
  await keepReport(world.ledger.snapshots, startingPoint())
  const reader = await world.as('ddets')
  const { $, status } = await reader.get('/rapport/comparaison?de=nulle_part&a=aujourd-hui')
  expect(status).toBe(200)
  expect($('main').text()).toMatch(/n’existe pas/)
})
