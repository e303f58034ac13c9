import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadConventions } from '../../src/convention/load.ts'
import { REPORT_PARTS } from '../../src/coverage/html.ts'
import { seedDepartement } from '../bench/seed-departement.ts'
import type { Browser } from './browser.ts'
import { openWorld, type World } from './world.ts'

/** The pages of a whole département: 1 200 structures, 3 000 services in DORA, as many of other sources. */
const RENNES_METROPOLE = '243500139'
/** Bytes. */
const HEAVIEST = 150_000
let world: World
let manager: Browser
beforeAll(async () => {
  const config = new URL('../../config', import.meta.url).pathname
  world = await openWorld({ conventions: loadConventions(config) })
  await seedDepartement(world.ledger, { structures: 1200, services: 3000, elsewhere: 3000 })
  const [last] = await world.ledger.census.list()
  const services = await Array.fromAsync(world.ledger.census.standing())
  await world.ledger.censusStates.keep(last?.id ?? '', { structures: await world.ledger.census.homes(), services })
  manager = await world.as('gestionnaire')
})
afterAll(() => world?.close())

test.each([
  '/rapport',
  ...REPORT_PARTS.map(({ id }) => `/rapport/${id}`),
  `/rapport/territoires/${RENNES_METROPOLE}`,
  '/rapport/etat',
  '/structures',
  '/structures?voir=doubles',
])('%s weighs less than 150 KB', async path => {
  const { status, body } = await manager.get(path)
  expect(status).toBe(200)
  expect(Buffer.byteLength(body)).toBeLessThan(HEAVIEST)
  if (path.startsWith('/rapport/territoires')) expect(body).toContain('Rennes Métropole')
})
