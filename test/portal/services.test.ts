import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedDepartement } from '../bench/seed-departement.ts'
import type { Browser } from './browser.ts'
import { openWorld, type World } from './world.ts'

/** The services of a département: 300 structures, 900 services, of which a quarter are drafts. */
let world: World
let manager: Browser
beforeAll(async () => {
  world = await openWorld()
  await seedDepartement(world.ledger, { structures: 300, services: 900, elsewhere: 0 })
  manager = await world.as('gestionnaire')
})
afterAll(() => world?.close())

const plain = (text: string) => text.replace(/\s+/g, ' ')
async function shown(query: string) {
  const { $, status } = await manager.get(`/services${query}`)
  return { status, rows: $('tbody tr').length, said: plain($('#liste [role=status]').text()), $ }
}

test('every service is on some page, and only the gestionnaire sees them', async () => {
  const first = await shown('')
  expect([first.status, first.rows]).toEqual([200, 100])
  expect(first.said).toMatch(/100 services montrés sur cette page. 900 services trouvés en tout/)
  expect((await shown('?apres=800')).rows).toBe(100)
  expect((await shown('?apres=900')).rows).toBe(0)
  expect((await (await world.as('ddets')).get('/services')).status).toBe(403)
})

test('found by anything it says, mistyped or not; filtered, sorted, with the columns that are asked for', async () => {
  expect((await shown('?q=structure+17')).$('tbody').text()).toMatch(/Structure\s17/)
  const slip = await shown('?q=strcture+17')
  expect(slip.said).toMatch(/Aucun service n’a « strcture 17 ». Voici ceux qui ont « structure 17 »/)
  expect(slip.rows).toBe((await shown('?q=structure+17')).rows)
  const drafts = await shown('?etat=DRAFT&colonnes=etat,epci,vu')
  expect(
    drafts
      .$('thead th')
      .toArray()
      .map(th => drafts.$(th).text()),
  ).toEqual(['Service', 'État', 'Vu du public'])
  const unseen = await shown('?vu=no&etat=PUBLISHED')
  expect(plain(unseen.$('tbody tr').first().text())).toMatch(/non .*(aucun membre|obsolète)/)
  const old = await shown('?tri=modifie&ajour=non')
  expect(plain(old.$('tbody tr').first().text())).toMatch(/11 janv. 2026/)
  expect((await shown('?theme=mobilite')).rows).toBeGreaterThan(0)
  expect((await shown('?epci=243500139&robot=non')).rows).toBeGreaterThan(0)
  expect((await shown('?robot=oui')).rows).toBe(0)
  expect((await shown('?qualite=inconnue')).rows).toBe(100)
})

test('the file holds what is shown, all its pages', async () => {
  const file = await manager.raw('/services.xlsx?etat=DRAFT&colonnes=structure,qualite')
  const [sheet] = (await readXlsx(new Uint8Array(await file.arrayBuffer()))).sheets
  const { said } = await shown('?etat=DRAFT')
  expect(sheet?.rows[0]).toEqual(['Service', 'Structure', 'Qualité', 'Page'])
  expect(said).toContain(`${(sheet?.rows.length ?? 0) - 1} services trouvés`)
})

test('a service that an offer of the robot holds leads to that offer, once a pass said so', async () => {
  const link = { source: 's', key: 'k', slug: 'service-3', structure: 'structure-3', origin: 'adopted' as const }
  const nothing = { settled: null, retired: null, edited: null, suspension: null, home: null, shown: null }
  const known = { base: {}, sent: {}, version: 'v', modified: 'm', status: null, published: null, since: '' }
  await world.ledger.links.save({ ...link, ...known, ...nothing })
  await world.ledger.runs.begin('s', 'test')
  const { $, rows } = await shown('?robot=oui')
  expect([rows, $('tbody th a').first().attr('href')]).toEqual([1, '/offres/s/k'])
})
