import { afterAll, beforeAll, expect, test } from 'vitest'
import { syncAll } from '../../jobs/sync-all.ts'
import { silentProgress } from '../../src/cli/progress.ts'
import { type SandboxPortal, startSandboxPortal } from '../browser/sandbox-portal.ts'
import { follow } from './browser.ts'
import { enterPartner, enterRole } from './enter.ts'

let sandbox: SandboxPortal
beforeAll(async () => {
  sandbox = await startSandboxPortal()
}, 120_000)
afterAll(() => sandbox?.close())

const pass = (source: string) =>
  syncAll(sandbox.app, { sources: [source], trigger: 'test', dry: false }, silentProgress)

const GOOD = {
  nom: 'Permanence des essais',
  description: 'Une permanence où l’on est reçu une heure, pour parler de son projet et repartir avec un rendez-vous.',
  type: 'accompagnement',
  thematiques: 'remobilisation--lien-social',
  publics: 'jeunes',
  frais: 'gratuit',
  modes_accueil: 'en-presentiel',
  adresse: '1 rue des Essais',
  code_postal: '35000',
  commune: 'Rennes',
  zone_eligibilite: 'Rennes Métropole',
  horaires_accueil: 'du lundi au vendredi de 9 h à 12 h',
  telephone: '02 99 11 22 34',
  modes_mobilisation: 'telephoner',
  mobilisable_par: 'usagers',
}

test('a declared offer goes to the structure of its partner and is published, with its zone and hours; what misses is asked first', async () => {
  const { ledger, dora, sources, convention } = sandbox.app
  // A partner whose offers all go to one structure.
  const links = await ledger.links.list()
  const partnerOf = (source: string) => sources.find(({ config }) => config.id === source)?.config.partner ?? ''
  const homes = Map.groupBy(links, link => partnerOf(link.source))
  const one = [...homes].find(
    ([id, own]) =>
      new Set(own.map(link => link.structure)).size === 1 &&
      convention.fiches.flatMap(({ lines }) => lines.filter(l => l.offer && l.partners.includes(id))).length === 1,
  )
  if (!one) throw new Error('a partner with one structure is needed')
  const [partner, [link]] = one
  const first = sources
    .filter(({ config }) => config.partner === partner && config.role === 'offers')
    .map(({ config }) => config.id)
    .toSorted()[0]
  if (!link || !first) throw new Error('a linked source is needed')

  const ada = await enterPartner(sandbox, partner)
  await ada.get('/declarer')
  const short = await ada.submit('/declarer', { ...GOOD, zone_eligibilite: '', type: '', modes_mobilisation: '' })
  expect(short.status).toBe(422)
  expect(short.$('[role="alert"]').text()).toContain('dites d’où l’on peut venir')
  expect(short.text).toContain('le public ne la verrait pas')
  const odd = await ada.submit('/declarer', { ...GOOD, zone_eligibilite: 'Nulpartville' })
  expect(odd.$('[role="alert"]').text()).toContain('Nulpartville')
  const sent = await follow(ada, await ada.submit('/declarer', GOOD))
  expect(sent.text).toContain('elle paraîtra dans DORA une fois acceptée')

  const [said] = await ledger.statements.list({ partner, state: 'open' })
  const manager = await enterRole(sandbox, 'gestionnaire')
  await manager.get(`/demandes/${said?.id}`)
  await manager.submit(`/demandes/${said?.id}/accepter`)
  await pass(first)
  const made = (await ledger.links.list(first)).find(each => each.sent.name === GOOD.nom)
  expect(made?.structure).toBe(link.structure)
  const shown = await dora.reader.readService(made?.slug ?? '')
  expect(shown?.fields).toMatchObject({
    status: 'PUBLISHED',
    diffusionZoneType: 'epci',
    diffusionZoneDetails: '243500139',
  })
  expect(shown?.fields.recurrence).toContain('9')
  expect((await ledger.inbox.open({ source: first, kind: 'structure' })).map(item => item.title)).toEqual([])
}, 90_000)

test('an offer sent all the same says on both pages what misses, with the question to answer', async () => {
  const { ledger, convention, sources } = sandbox.app
  const several = convention.partners.find(({ id }) => {
    const lines = convention.fiches.flatMap(fiche => fiche.lines).filter(l => l.offer && l.partners.includes(id))
    return lines.length > 1 && sources.some(({ config }) => config.partner === id && config.role === 'offers')
  })
  if (!several) throw new Error('a partner with several lines is needed')
  const ada = await enterPartner(sandbox, several.id)
  const form = await ada.get('/declarer')
  const action = form.$('#action option').eq(2).attr('value') ?? ''
  const asked = { ...GOOD, nom: 'Brouillon des essais', zone_eligibilite: '', action: '' }
  expect((await ada.submit('/declarer', asked)).$('#action').attr('aria-invalid')).toBe('true')
  expect((await ada.submit('/declarer', { ...asked, action })).status).toBe(422)
  await follow(ada, await ada.submit('/declarer', { ...asked, action, 'quand-meme': '1' }))
  const [said] = await ledger.statements.list({ partner: several.id, state: 'open' })
  const manager = await enterRole(sandbox, 'gestionnaire')
  await manager.get(`/demandes/${said?.id}`)
  await manager.submit(`/demandes/${said?.id}/accepter`)
  const first =
    sources
      .filter(({ config }) => config.partner === several.id && config.role === 'offers')
      .map(({ config }) => config.id)
      .toSorted()[0] ?? ''
  await pass(first)
  const key = (await ledger.offers.list(first)).find(each => each.name === 'Brouillon des essais')?.key ?? ''
  expect((await ledger.offers.read(first, key))?.record?.actions).toEqual([action])
  const mine = await ada.get(`/mes-offres/${first}/${key}`)
  expect(mine.text).toContain('Ce qui manque pour que le public la voie')
  const complete = mine.$('.notice a[href*="champ="]').attr('href') ?? ''
  expect(complete).toContain('champ=zone_eligibilite')
  expect((await manager.get(`/offres/${first}/${key}`)).text).toContain('dites d’où l’on peut venir')
  await ada.get(complete)
  await ada.submit(complete, { zone_eligibilite: 'tout le département' })
  const [fix] = await ledger.statements.list({ partner: several.id, state: 'open' })
  await manager.get(`/demandes/${fix?.id}`)
  await manager.submit(`/demandes/${fix?.id}/accepter`)
  await pass(first)
  expect((await ledger.offers.read(first, key))?.record?.service.zone_eligibilite).toEqual(['35'])
}, 90_000)

test('a structure without SIRET takes the one that the convention holds', async () => {
  const record = (await sandbox.app.ledger.offers.list('equilibre-emploi-departement'))[0]?.record
  expect(record?.structure).toMatchObject({ nom: 'Département d’Ille-et-Vilaine', siret: '22350001800013' })
})
