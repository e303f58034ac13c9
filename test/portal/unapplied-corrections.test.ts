import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Rejection } from '../../src/common/rejection.ts'
import { type Browser, follow } from './browser.ts'
import { offer, seedOffer } from './seed.ts'
import { openWorld, type World } from './world.ts'

let world: World
let camille: Browser
const seed = { source: 'adie-site', key: 'a1', name: 'Atelier Adie', slug: 'atelier-adie' }
const place = { source: seed.source, key: seed.key }
beforeEach(async () => {
  world = await openWorld()
  await seedOffer(world.ledger, seed)
  camille = await world.as('gestionnaire')
})
afterEach(() => world.close())

const correction = (nom: string) =>
  world.ledger.statements.add({
    partner: 'adie',
    offer: place,
    title: 'Correction : Atelier Adie',
    body: { kind: 'correction', fields: { nom: { before: 'Atelier Adie', after: nom } }, comment: '' },
    by: 'Ada <ada@example.org>',
  })

test('what the record could not take is refused when it is typed, with what is expected', async () => {
  const adie = await world.asPartner('adie')
  for (const [who, path] of [
    [adie, '/mes-offres/adie-site/a1/corriger'],
    [camille, '/offres/adie-site/a1/corriger'],
  ] as const) {
    await who.get(path)
    const again = await who.submit(path, { courriel: 'accueil@exemple.invalid' })
    expect(again.status).toBe(422)
    expect(again.$('#courriel-erreur').text()).toMatch(
      /^Erreur.: Adresse de courriel refusée.*Une seule adresse est attendue/s,
    )
    expect(again.$('#courriel').val()).toBe('accueil@exemple.invalid')
  }
  expect(await world.ledger.statements.list({ partner: 'adie' })).toEqual([])
})

test('nor is it accepted: who decides reads which field, what was typed, what is expected', async () => {
  const { id } = await correction('x')
  await camille.get(`/demandes/${id}`)
  const answer = await follow(camille, await camille.submit(`/demandes/${id}/accepter`))
  expect(answer.text).toMatch(/Nom : « x », dit par Ada.*3 caractères au moins.*Refusez-la/s)
  expect((await world.ledger.statements.read(id))?.state).toBe('open')
})

test('one that was accepted before waits in «À traiter» and «Ma semaine», and is taken back from there', async () => {
  const { id } = await correction('x')
  await world.ledger.statements.decide(id, 'accepted', 'Camille', null)
  const message =
    'Correction non appliquée à « Atelier Adie », Nom : « x », dit par Ada. Attendu : trois lettres au moins.'
  const detail: Rejection = {
    code: 'correction-non-appliquee',
    key: 'a1',
    where: `demande ${id}`,
    field: 'nom',
    received: 'x',
    expected: 'Attendu : trois lettres au moins.',
    message,
    whose: 'gestionnaire',
  }
  const record = {
    ...offer(seed),
    findings: [{ code: detail.code, field: 'nom', severity: 'avertissement' as const, message }],
  }
  const sighting = { name: seed.name, version: '2026-11-21T03:15:00.000Z', fingerprint: 'g', rejection: null }
  await world.ledger.offers.saw({ ...place, ...sighting, record, run: 'run_2' })
  const subject = `correction:adie-site:a1:${detail.where}:nom`
  const asked = { kind: 'correction' as const, subject, title: message, detail, run: 'run_2' }
  await world.ledger.inbox.put({ ...place, ...asked })
  const [item] = await world.ledger.openInbox()

  expect((await camille.get('/')).$(`a[href="/a-traiter/${item?.id}"]`).length).toBeGreaterThan(0)
  const list = await camille.get('/a-traiter')
  expect(list.text).toContain('1 question attend')
  expect(list.$(`#correction ~ ul a[href="/a-traiter/${item?.id}"]`)).toHaveLength(1)
  expect((await camille.get('/offres/adie-site/a1')).$('#remarques').parent().text()).toContain(message)
  const adie = await world.asPartner('adie')
  const own = await adie.get('/mes-offres/adie-site/a1')
  expect(own.$('.notice.bad').text()).toContain(message)
  expect(own.$('.notice.bad a').attr('href')).toBe('/mes-offres/adie-site/a1/corriger?champ=nom')

  const page = await camille.get(`/a-traiter/${item?.id}`)
  expect(page.$('a.button:contains("Corriger")').attr('href')).toBe('/offres/adie-site/a1/corriger?champ=nom')
  expect(page.$(`a[href="/demandes/${id}"]`)).toHaveLength(1)
  await camille.submit(`/demandes/${id}/revoquer`)
  expect((await world.ledger.statements.read(id))?.state).toBe('revoked')
})
