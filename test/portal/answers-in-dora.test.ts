import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DoraService, DoraStructure } from '../../src/dora/port.ts'
import type { Conflict } from '../../src/ledger/conflict.ts'
import type { InboxEntry } from '../../src/ledger/inbox.ts'
import type { NewQuestion } from '../../src/ledger/inbox-question.ts'
import type { Browser } from './browser.ts'
import { follow } from './browser.ts'
import { seedOffer } from './seed.ts'
import { openWorld, type World } from './world.ts'

let world: World
let manager: Browser
beforeEach(async () => {
  world = await openWorld()
  manager = await world.as('gestionnaire')
  for (const slug of ['structure-essai', 'autre-structure'])
    world.dora.structures.set(slug, {
      slug,
      name: slug === 'structure-essai' ? 'Structure d’essai' : 'Autre structure',
      siret: null,
      department: '35',
      city: 'Rennes',
      services: [],
    } as unknown as DoraStructure)
})
afterEach(() => world.close())

const ME = 'Camille gestionnaire <gestionnaire@example.org>'

function put(slug: string, name: string, structure = 'structure-essai'): void {
  world.dora.services.set(slug, {
    slug,
    structure,
    modificationDate: '2026-11-20T10:00:00Z',
    fields: { name, status: 'PUBLISHED', kind: 'formation', contactPhone: '0299010203' },
  } as unknown as DoraService)
}

async function ask(
  part: Partial<Pick<InboxEntry, 'key' | 'subject' | 'title'>> & (NewQuestion | { kind?: never; detail?: never }) = {},
): Promise<string> {
  const asked: NewQuestion = {
    kind: 'match',
    detail: { slug: 'candidat', score: 0.8, reasons: ['nom proche'], structure: 'Structure d’essai' },
  }
  await world.ledger.inbox.put({
    ...asked,
    source: 'adie-site',
    key: 'a1',
    subject: 'match:adie-site:a1',
    title: 'Même service ? «\u00A0Atelier\u00A0»',
    run: null,
    ...part,
  })
  return `/a-traiter/${(await world.ledger.openInbox()).at(-1)?.id}`
}

const choices = async () =>
  (await world.ledger.choices.list('adie-site')).map(choice => [choice.topic, choice.value, choice.decidedBy])

describe('is it the same offer?', () => {
  beforeEach(async () => {
    await seedOffer(world.ledger, { source: 'adie-site', key: 'a1', name: 'Atelier' })
    put('candidat', 'Atelier du candidat')
  })

  test('both stand side by side, and what differs is marked', async () => {
    const page = await manager.get(await ask({}))
    const rows = page
      .$('table.compare tbody tr')
      .toArray()
      .map(row =>
        page
          .$(row)
          .find('th, td')
          .toArray()
          .map(cell => page.$(cell).text().trim()),
      )
    expect(rows[0]).toEqual(['Structure', 'Structure d’essai', 'Structure d’essai'])
    expect(rows).toContainEqual(['Nom', 'Atelier', 'Atelier du candidat différent'])
    expect(rows).toContainEqual(['Type de service', 'Atelier', 'Formation différent'])
    expect(rows.find(([field]) => field === 'Téléphone')?.[2]).toBe('identique')
  })

  test('saying yes looks again at DORA, then is kept with who', async () => {
    const path = await ask({})
    await manager.get(path)
    const done = await follow(manager, await manager.submit(path, { slug: 'candidat', confirme: '1' }))
    expect(done.$('[role="status"]').text()).toContain('«\u00A0Atelier du candidat\u00A0»')
    expect(await choices()).toEqual([['match', { slug: 'candidat' }, ME]])
    expect(await world.ledger.openInbox()).toEqual([])
  })

  test('another service, by its address: what it is comes first, nothing is decided before it is confirmed', async () => {
    put('ailleurs', 'Atelier d’ailleurs', 'autre-structure')
    const path = await ask({})
    const page = await manager.get(path)
    const forms = page.$(`form[action="${path}"]`).toArray()
    const form = forms.find(each => page.$(each).find('input[name="slug"][type="text"]').length > 0)
    expect(page.$(form).find('input[name="confirme"]').length).toBe(0)
    const pointed = await manager.raw(path, {
      method: 'POST',
      body: new URLSearchParams({
        _jeton: String(page.$('input[name="_jeton"]').val()),
        action: 'use',
        slug: 'https://dora.example.org/services/ailleurs',
      }),
    })
    expect(pointed.headers.get('location')).toBe(`${path}?rattacher=ailleurs`)
    expect(await choices()).toEqual([])
    const shown = await manager.get(`${path}?rattacher=ailleurs`)
    const box = shown.$('section[aria-labelledby="trouve"]')
    expect(box.text()).toContain('Atelier d’ailleurs')
    expect(box.text()).toContain('«\u00A0Autre structure\u00A0»')
    const token = String(box.find('input[name="_jeton"]').val())
    const confirmed = new URLSearchParams({ _jeton: token, action: 'use', slug: 'ailleurs', confirme: '1' })
    await manager.raw(path, { method: 'POST', body: confirmed })
    expect(await choices()).toEqual([['match', { slug: 'ailleurs' }, ME]])
  })

  test.each([
    ['inconnu', 'aucun service'],
    ['structure-essai', 'C’est une structure'],
    ['tenu', 'déjà tenu par l’offre «\u00A0Offre de BGE\u00A0»'],
    ['<script>', 'ni une adresse de DORA'],
  ])('«%s» is refused at once, confirmed or not', async (slug, words) => {
    put('tenu', 'Un service tenu')
    await seedOffer(world.ledger, { source: 'bge-site', key: 'b1', name: 'Offre de BGE', slug: 'tenu' })
    const path = await ask({})
    await manager.get(path)
    const done = await manager.submit(path, { slug, confirme: '1' })
    expect([done.status, done.$('#slug').attr('aria-describedby'), done.$('#slug').val()]).toEqual([
      422,
      'slug-aide slug-erreur',
      slug,
    ])
    expect(done.$('#slug-erreur').text()).toContain(words)
    expect(await choices()).toEqual([])
    expect(await world.ledger.openInbox()).toHaveLength(1)
  })

  test('with DORA away the answer is kept, marked in the list, and looked at when DORA is back', async () => {
    const path = await ask({})
    await manager.get(path)
    world.dora.away = true
    const away = await follow(manager, await manager.submit(path, { slug: 'candidat', confirme: '1' }))
    expect(away.$('[role="status"]').text()).toContain('votre réponse est gardée, à vérifier')
    expect(away.text).toContain('DORA ne répond toujours pas')
    expect(await choices()).toEqual([])
    expect((await manager.get('/a-traiter')).$('#match ~ ul .state').first().text()).toBe('réponse à vérifier')
    world.dora.away = false
    const back = await manager.get(path)
    expect(back.text).toContain('Réponse à vérifier')
    expect(back.$('section[aria-labelledby="trouve"]').text()).toContain('Atelier du candidat')
    await manager.submit(path, { slug: 'candidat', confirme: '1' })
    expect(await choices()).toEqual([['match', { slug: 'candidat' }, ME]])
  })
})

describe('which structure?', () => {
  const structure = (detail: object = {}) =>
    ask({
      kind: 'structure',
      key: null,
      subject: 'structure:adie-site:x',
      title: 'Structure à confirmer\u00A0: «\u00A0Adie Bretagne\u00A0»',
      detail: {
        structureKey: 'adie bretagne|35238',
        name: 'Adie Bretagne',
        siret: null,
        candidates: [{ slug: 'autre-structure', name: 'Autre structure', siret: null }],
        reason: 'DORA ne la connaît pas',
        ...detail,
      },
    })

  test('the one that the source writes to already is proposed first and chosen beforehand', async () => {
    await seedOffer(world.ledger, { source: 'adie-site', key: 'a1', name: 'Atelier', slug: 'atelier' })
    const path = await structure()
    const page = await manager.get(path)
    const radios = page
      .$('input[name="structure"]')
      .toArray()
      .map(radio => [page.$(radio).attr('value'), page.$(radio).attr('checked') !== undefined])
    expect(radios).toEqual([
      ['structure-essai', true],
      ['autre-structure', false],
      ['autre', false],
    ])
    expect(page.$('label[for="structure-0"]').text()).toContain('Structure d’essai')
    const done = await follow(manager, await manager.submit(path))
    expect(done.$('[role="status"]').text()).toContain('«\u00A0Structure d’essai\u00A0»')
    expect(await choices()).toEqual([['structure', { slug: 'structure-essai' }, ME]])
  })

  test('nothing is chosen beforehand where the source writes nowhere yet; with a SIRET it may be created', async () => {
    const path = await structure({ siret: '99900110000018' })
    const page = await manager.get(path)
    expect(page.$('input[name="structure"][checked]').length).toBe(0)
    await manager.submit(path, { structure: 'creer' })
    expect(await choices()).toEqual([['structure', { create: true }, ME]])
  })

  test('the address of a service is no structure', async () => {
    put('candidat', 'Un service')
    const path = await structure()
    await manager.get(path)
    const pointed = { structure: 'autre', slug: 'https://dora.example.org/services/candidat' }
    const done = await manager.submit(path, pointed)
    expect(done.status).toBe(422)
    expect(done.$('#slug-erreur').text()).toContain('C’est un service, pas une structure')
    expect(done.$('input[name=structure][checked]').attr('value')).toBe('autre')
    expect(await choices()).toEqual([])
  })
})

test('the title of a conflict names the fields that still wait, with the words of the table', async () => {
  await seedOffer(world.ledger, { source: 'adie-site', key: 'a1', name: 'Atelier', slug: 'atelier' })
  const fields: Conflict[] = [
    { field: 'subcategories', base: [], ours: ['a'], theirs: ['b'] },
    { field: 'feeDetails', base: null, ours: '5 €', theirs: '6 €' },
  ]
  const path = await ask({
    kind: 'conflict',
    subject: 'conflict:adie-site:a1',
    title: 'Conflit sur « Atelier »',
    detail: { slug: 'atelier', fields },
  })
  const before = await manager.get(path)
  expect(before.title).toBe('Conflit sur «\u00A0Atelier\u00A0»\u00A0: thématiques et précisions sur les frais')
  expect(
    before
      .$('tbody th')
      .toArray()
      .map(cell => before.$(cell).text()),
  ).toEqual(['Thématiques', 'Précisions sur les frais'])
  const after = await follow(manager, await manager.submit(path, { 'choix-subcategories': 'theirs' }))
  expect(after.title).toBe('Conflit sur «\u00A0Atelier\u00A0»\u00A0: précisions sur les frais')
})

test('what was set aside and never was an offer is out of the list unless asked for, and named by its place', async () => {
  await seedOffer(world.ledger, { source: 'adie-site', key: 'a1', name: 'Atelier', slug: 'atelier' })
  const rejection = {
    code: 'page-sans-offre',
    key: '8601',
    where: 'https://adie.example.org/portes-ouvertes/',
    field: null,
    received: 'x',
    expected: 'y',
    message: 'Cette page n’est pas une offre.',
    whose: 'partenaire' as const,
  }
  const at = '2026-11-20T03:15:00.000Z'
  const run = { version: at, fingerprint: null, record: null, rejection, run: 'run_1' }
  await world.ledger.offers.saw({ source: 'adie-site', key: '8601', name: '8601', ...run })
  const outcome = {
    key: '8601',
    name: '8601',
    slug: null,
    state: 'rejected' as const,
    reason: rejection.message,
    rejection,
  }
  await world.ledger.offers.settle('adie-site', outcome, 'partenaire')
  const names = async (path: string) => {
    const page = await manager.get(path)
    return page
      .$('tbody th a')
      .toArray()
      .map(link => page.$(link).text())
  }
  expect(await names('/offres')).toEqual(['Atelier'])
  expect(await names('/offres?etat=toutes')).toEqual(['Page «\u00A0portes ouvertes\u00A0»', 'Atelier'])
  expect((await manager.get('/offres/adie-site/8601')).title).toBe('Page «\u00A0portes ouvertes\u00A0»')
  const inbox = await manager.get('/a-traiter')
  expect(inbox.$('#rejets').text()).toContain('(0)')
  expect(inbox.$('#ecartees').text()).toContain('(1)')
})
