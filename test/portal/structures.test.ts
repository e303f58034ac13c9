import { readXlsx } from 'hucre/xlsx'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DoraService } from '../../src/dora/port.ts'
import { sampleFields } from '../dora/sample-fields.ts'
import { type Browser, follow } from './browser.ts'
import { seedOffer } from './seed.ts'
import { openWorld, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

async function takeCensus(structures: number): Promise<void> {
  const { census } = world.ledger
  const id = await census.begin(true)
  const homes = Array.from({ length: structures }, (_, n) => ({
    slug: `structure-${n}`,
    name: `Structure n° ${n}`,
    siret: null,
    department: '35',
    modificationDate: '',
    typology: null,
    orphan: n === 7,
    obsolete: false,
  }))
  await census.structures('35', homes)
  await census.services(
    homes.flatMap(({ slug, name }, n) =>
      Array.from({ length: n === 7 ? 3 : 1 }, (_, at) => ({
        slug: `${slug}-service-${at}`,
        name: 'Atelier',
        status: 'PUBLISHED' as const,
        modificationDate: world.clock.now().toISOString(),
        structure: slug,
        structureName: name,
        department: '35',
        city: null,
        postalCode: null,
      })),
    ),
    true,
  )
  const none = { orphans: 1, services: 0, published: 0, visible: 0, unknown: 0, upToDate: 0, read: 0 }
  await census.end(id, { newest: null, requests: 2, counts: { structures, ...none } })
}

async function sheetOf(manager: Browser, query: string) {
  const file = await manager.raw(`/structures.xlsx${query}`)
  return (await readXlsx(new Uint8Array(await file.arrayBuffer()))).sheets[0]?.rows ?? []
}

test('before the first census the page says when it comes; partners and the State do not see it', async () => {
  const manager = await world.as('gestionnaire')
  expect((await manager.get('/structures')).$('main').text()).toMatch(/pas encore été recensé/)
  expect((await (await world.as('ddets')).get('/structures')).status).toBe(403)
})

test('1 200 structures: the one to call first is on top, found by name and by step, and every one is on some page', async () => {
  await takeCensus(1200)
  const manager = await world.as('gestionnaire')
  const first = await manager.get('/structures')
  expect(first.$('.lead').text()).toMatch(/1.200\sstructures, dont 1 sans membre/)
  const [top] = first.$('tbody tr').toArray()
  expect(first.$(top).text()).toMatch(/Structure n°\s7.*inviter un membre.*3\sservices publiés/s)
  // J and K go through the lines of the page, one stop each.
  expect(first.$(first.$('[data-keys]').attr('data-keys') ?? '').length).toBe(100)
  const seen = new Set<string>()
  let next: string | undefined = '/structures'
  for (let pages = 0; next !== undefined && pages < 20; pages += 1) {
    const page = await manager.get(next)
    for (const cell of page.$('table').first().find('tbody th').toArray()) seen.add(page.$(cell).text())
    next = page.$('a[rel="next"]').attr('href')
  }
  expect(seen.size).toBe(1200)
  expect((await manager.get('/structures?faire=inviter')).$('table').first().find('tbody tr').length).toBe(1)
  const late = await manager.get('/structures?tri=services&faire=inviter')
  expect(late.$('caption').first().text()).toMatch(/1\sstructure, le plus de services/)
  const byName = await manager.get('/structures?tri=nom')
  expect(byName.$('tbody th a').first().text()).toMatch(/^Structure n°\s0$/)
  const sorted = await sheetOf(manager, '?tri=nom&colonnes=siret')
  expect(sorted.slice(0, 2).map(([name]) => name)).toEqual(['Structure', 'Structure n° 0'])
  expect((await manager.get('/structures?q=n+1199')).$('table').first().find('tbody tr').length).toBe(1)
  expect((await manager.get('/structures')).$('table').last().text()).toMatch(/Les derniers recensements.*1.200/s)
  const every = 'siret,suivie,services,publies,vus,inconnus,retard,completer,sans-contact,faire,qui'
  const sheet = await sheetOf(manager, `?colonnes=${every}`)
  expect(sheet).toHaveLength(1201)
  expect(sheet[1]?.slice(0, 10)).toEqual(['Structure n° 7', '', 'non', 3, 3, 0, 0, 0, 0, 0])
  expect(sheet[1]?.slice(10)).toEqual([
    expect.stringMatching(/^Sans membre/),
    expect.any(String),
    'http://127.0.0.1/structures/structure-7',
  ])
  const slip = await manager.get('/structures?q=strcuture+1199')
  expect(slip.$('#liste [role=status]').text()).toMatch(/Aucune structure n’a «\sstrcuture 1199\s»/)
  expect(slip.$('table').first().find('tbody tr').length).toBe(1)
  const chosen = await manager.get('/structures?q=sans+membre&colonnes=siret,qui')
  expect(
    chosen
      .$('table')
      .first()
      .find('thead th')
      .toArray()
      .map(th => chosen.$(th).text()),
  ).toEqual(['Structure', 'SIRET', 'À qui d’agir'])
  expect(chosen.$('table').first().find('tbody tr').length).toBe(1)
})

test('what may be in DORA twice is shown side by side, with links to both; nothing else is', async () => {
  const { census } = world.ledger
  const id = await census.begin(true)
  const home = (slug: string, name: string) => ({
    slug,
    name,
    siret: null,
    department: '35',
    modificationDate: '',
    typology: null,
    orphan: false,
    obsolete: false,
  })
  await census.structures('35', [
    home('relais', 'Le Relais'),
    home('asso-relais', 'Association Le Relais'),
    home('adie', 'Adie'),
  ])
  const service = (structure: string, name: string) => ({
    slug: `${structure}-service`,
    name,
    status: 'PUBLISHED' as const,
    modificationDate: world.clock.now().toISOString(),
    structure,
    structureName: structure,
    department: '35',
    city: 'Rennes',
    postalCode: '35000',
  })
  await census.services(
    [service('relais', 'Vélo-école'), service('asso-relais', 'Vélo-école'), service('adie', 'Microcrédit')],
    true,
  )
  await census.end(id, { newest: null, requests: 2, counts: null })
  const manager = await world.as('gestionnaire')
  expect((await manager.get('/structures')).$('a[href="/structures?voir=doubles"]').length).toBe(1)
  const { $ } = await manager.get('/structures?voir=doubles')
  const rows = $('tbody tr')
    .toArray()
    .map(row => $(row).text())
  expect(rows).toHaveLength(2)
  expect(rows[0]).toMatch(/Association Le Relais.*Le Relais.*même nom, l’une est sans SIRET, même lieu/s)
  expect(rows[1]).toMatch(/Vélo-école.*Association Le Relais.*Vélo-école.*Le Relais.*même nom, même lieu/s)
  const path = $('tbody tr').eq(1).find('a[href*="un="]').attr('href') ?? ''
  const held = (slug: string, contactPhone: string): DoraService => ({
    slug,
    structure: 'relais',
    fields: sampleFields({ name: 'Vélo-école', contactPhone, contactEmail: `${slug}@example.org` }),
    modificationDate: '2026-11-01T10:00:00+01:00',
    creationDate: '2026-11-01T10:00:00+01:00',
    publicationDate: null,
    lastEditor: null,
    hidden: slug.startsWith('asso') ? [] : ['contactEmail'],
  })
  expect((await manager.get(path)).status).toBe(404)
  for (const [slug, phone] of [
    ['relais-service', '0299000001'],
    ['asso-relais-service', '0299000002'],
  ] as const)
    world.dora.services.set(slug, held(slug, phone))
  const compared = await manager.get(path)
  expect(compared.text).toMatch(/02 99 00 00 01.*02 99 00 00 02|02 99 00 00 02.*02 99 00 00 01/)
  expect(compared.text).toMatch(/asso-relais-service@example\.org/)
  expect(compared.text).toMatch(/non montré à ce compte/)
  world.dora.away = true
  expect((await manager.get(path)).status).toBe(303)
})

test('a structure without anybody: the address, then what leaves, then the invitation; the address is kept nowhere', async () => {
  await takeCensus(9)
  const manager = await world.as('gestionnaire')
  const list = await manager.get('/structures')
  const path = list.$('a[href$="/inviter"]').attr('href') ?? ''
  expect([path, list.$('a[href$="/inviter"]').length]).toEqual(['/structures/structure-7/inviter', 1])
  expect((await manager.get(path)).$('main').text()).toMatch(/3\sservices publiés ne sont pas vus du public/)
  const wrong = await manager.submit(path, { email: 'claire' })
  expect([wrong.status, wrong.$('.error').text()]).toEqual([422, expect.stringMatching(/n’est pas complète/)])
  const check = await manager.submit(path, { email: 'claire@relais.example' })
  expect(check.$('main').text()).toMatch(/Un courriel de DORA part vers claire@relais.example.*ne s’annule pas d’ici/s)
  expect(world.asked).toEqual([])
  const confirmed = { email: 'claire@relais.example', confirme: 'oui' }
  expect((await follow(manager, await manager.submit(path, confirmed))).$('body').text()).toMatch(/Invitée/)
  expect(world.asked).toEqual(['inviter claire@relais.example dans structure-7'])
  expect((await follow(manager, await manager.get(path))).$('body').text()).toMatch(/n’est pas sans membre/)
  expect((await manager.get('/structures')).$('a[href$="/inviter"]').length).toBe(0)
  expect((await manager.get('/journal')).$('main').text()).toMatch(/a invité une personne dans DORA.*Structure n°\s7/s)
  const [event] = await world.ledger.events.list({ action: 'membre-invite' })
  expect(event).toMatchObject({ actor: expect.stringContaining('Camille'), detail: { name: 'Structure n° 7' } })
  expect(JSON.stringify(await world.ledger.events.list())).not.toMatch(/claire@relais/)
  expect((await (await world.as('ddets')).get(path)).status).toBe(403)
})

test('an invitation of which nobody knows whether it left leaves the structure as it was; a form whose session is over is not kept', async () => {
  await takeCensus(9)
  const manager = await world.as('gestionnaire')
  const path = '/structures/structure-7/inviter'
  await manager.get(path)
  await manager.submit(path, { email: 'doute@relais.example', confirme: 'oui' })
  expect((await manager.get('/structures')).$('a[href$="/inviter"]').length).toBe(1)
  expect((await world.ledger.events.list()).map(({ action }) => action)).toContain('invitation-incertaine')
  await manager.get(path)
  world.clock.advance(13 * 3_600_000)
  await manager.submit(path, { email: 'claire@relais.example' })
  const again = await world.as('gestionnaire')
  expect((await again.get(path)).$('input[name="email"]').val()).toBe('')
})

test('a structure that the robot follows names its partner, and the last call and letter', async () => {
  await takeCensus(9)
  await seedOffer(world.ledger, { source: 'adie-site', key: 'a', name: 'Microcrédit', slug: 'micro' })
  const link = await world.ledger.links.read('adie-site', 'a')
  if (link) await world.ledger.links.save({ ...link, structure: 'structure-3' })
  const manager = await world.as('gestionnaire')
  const line = async () => {
    const { $ } = await manager.get('/structures?q=n+3')
    return $('table').first().find('tbody tr').text().replace(/\s+/g, ' ')
  }
  expect(await line()).toMatch(/Adie, ni appel noté ni lettre/)
  const base = '/offres/adie-site/a'
  await manager.get(`${base}/appel`)
  await manager.submit(`${base}/appel`, { personne: 'Alex Petit', jour: '2026-11-20' })
  const { id: contact } = await world.access.addContact(
    { partner: 'adie', email: 'a@adie.example', name: 'Alex' },
    'test',
  )
  const mail = { title: 'À jour ?', message: 'Merci.', createdBy: 'test', remindAfter: 14 }
  const { id } = await world.ledger.campaigns.add(mail)
  await world.ledger.campaigns.noteSent(id, contact)
  expect(await line()).toMatch(/appelé le 20 novembre 2026, lettre du 24 novembre 2026/)
  const own = await manager.get('/structures/structure-3')
  expect(own.$('main').text().replace(/\s+/g, ' ')).toMatch(
    /Son partenaire, Adie : appelé le 20 novembre 2026, lettre du 24 novembre 2026\./,
  )
})

test('the state at a past day is shown as it was, and says so; a day before any census says that too', async () => {
  await takeCensus(9)
  const [first] = await world.ledger.census.list()
  const services = await Array.fromAsync(world.ledger.census.standing())
  await world.ledger.censusStates.keep(first?.id ?? '', { structures: await world.ledger.census.homes(), services })
  world.clock.advance(3 * 86_400_000)
  await takeCensus(12)
  const manager = await world.as('gestionnaire')
  const now = await manager.get('/structures')
  expect(now.$('.lead').text()).toMatch(/^12\sstructures/)
  expect(now.$('table').last().find('a').last().attr('href')).toBe('/structures?au=2026-11-24')
  const then = await manager.get('/structures?au=2026-11-25')
  expect(then.$('.lead').text()).toMatch(/^9\sstructures/)
  expect(then.$('.notice').text()).toMatch(/l’état à cette date/)
  expect(then.$('a[href$="/inviter"]').length).toBe(0)
  expect(await sheetOf(manager, '?au=2026-11-25')).toHaveLength(10)
  const etat = await manager.get('/rapport/etat?au=2026-11-25')
  const read = etat.$('main').text().replace(/\s+/g, ' ')
  expect(etat.$('h1').text()).toMatch(/L’état du département au 24\snovembre\s2026/)
  expect(read).toMatch(/DORA tenait 9 structures/)
  expect(read).toMatch(/n’a pas noté lesquels.*d’autres sources que DORA n’ont pas été gardés/)
  expect(etat.$('.map').length + etat.$('#matrice').length).toBe(2)
  expect(read).toMatch(/Sur \d+ couples territoire–thématique/)
  // A day that is none asks for no day.
  for (const path of ['/structures', '/rapport/etat', '/structures.xlsx'])
    expect([path, (await manager.raw(`${path}?au=2026-99-99`)).status]).toEqual([path, 200])
  const none = await (await world.as('ddets')).get('/rapport/etat?au=2026-01-01')
  expect(none.$('.notice').text()).toMatch(/Aucun état n’est gardé pour ce jour-là. Le premier qui l’est date du/)
  expect((await manager.get('/structures?au=2026-01-01')).$('.notice').text()).toMatch(/Aucun recensement/)
})

test('a call and a letter are noted on a structure that nobody follows; the list tells the last, the letter names what is late', async () => {
  await takeCensus(9)
  const manager = await world.as('gestionnaire')
  const list = await manager.get('/structures?q=n+3')
  const path = list.$('table').first().find('tbody th a').first().attr('href') ?? ''
  expect(path).toBe('/structures/structure-3')
  const page = await manager.get(path)
  expect(page.$('main').text().replace(/\s+/g, ' ')).toMatch(/Non suivie par le robot.*Rien n’est encore noté ici/s)
  const note = `${path}/note`
  const wrong = await manager.submit(note, { quoi: 'appel', jour: '2026-12-24', note: 'rappeler au 06 12 34 56 78' })
  expect([wrong.status, wrong.$('.error').length]).toEqual([422, 2])
  await follow(manager, await manager.submit(note, { quoi: 'appel', jour: '2026-11-20', note: 'Rappeler en décembre' }))
  // Sent again by an old tab, a note is there once.
  await manager.get(path)
  const again = await manager.submit(note, { quoi: 'appel', jour: '2026-11-20', note: 'Rappeler en décembre' })
  expect((await follow(manager, again)).$('[role="status"]').first().text()).toContain('déjà noté')
  expect((await world.ledger.structureNotes.list('structure-3')).get('structure-3')).toHaveLength(1)
  const sent = await manager.submit(note, { quoi: 'lettre-prise-en-main', jour: '2026-11-23', note: '' })
  const after = await follow(manager, sent)
  const plain = (text: string) => text.replace(/\s+/g, ' ')
  expect(plain(after.$('table').last().text())).toMatch(
    /23 novembre 2026.*prendre la structure en main.*Rappeler en décembre/s,
  )
  const row = (await manager.get('/structures?q=n+3')).$('table').first().find('tbody tr').text()
  expect(plain(row)).toMatch(/appelé le 20 novembre 2026, lettre du 23 novembre 2026/)
  const [orphan] = (await manager.get('/structures/structure-7')).$('textarea[name^="lettre"]').toArray()
  expect(plain(after.$(orphan).text())).toMatch(/Personne de chez vous n’en est membre/)
  expect((await manager.get('/journal')).$('main').text()).toMatch(/auprès d’une structure.*Structure n°\s3/s)
  expect((await manager.get('/structures/inconnue')).status).toBe(404)
  expect((await (await world.as('ddets')).get(path)).status).toBe(403)
})

test('members are named to the gestionnaire who asks, and kept nowhere', async () => {
  await takeCensus(9)
  const manager = await world.as('gestionnaire')
  expect((await manager.get('/structures/structure-1')).body).not.toContain('ada@structure.example')
  const asked = await manager.get('/structures/structure-1?membres=oui')
  expect(asked.$('#membres').text()).toMatch(/Ada Exemple.*ada@structure\.example.*administrateur/s)
  expect((await manager.get('/structures/structure-7?membres=oui')).$('#membres').text()).toContain('Personne')
  expect((await (await world.as('ddets')).get('/structures/structure-1?membres=oui')).status).toBe(403)
  const { db } = world.ledger
  for (const { name } of await db.introspection.getTables())
    if (!name.includes('fts'))
      expect(
        JSON.stringify(
          await db
            .selectFrom(name as 'events')
            .selectAll()
            .execute(),
        ),
      ).not.toContain('Ada Exemple')
  expect(JSON.stringify(await sheetOf(manager, ''))).not.toMatch(/Ada Exemple|structure\.example/)
})
