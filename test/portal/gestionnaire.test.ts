import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Conflict } from '../../src/ledger/conflict.ts'
import type { Plan } from '../../src/ledger/plan.ts'
import { createAccess } from '../../src/portal/access/access.ts'
import { randomToken } from '../../src/portal/access/token.ts'
import { remindCampaigns, startCampaign } from '../../src/portal/campaigns/run.ts'
import { valuesOf } from '../../src/reference/referentiels.ts'
import { follow } from './browser.ts'
import { seedOffer } from './seed.ts'
import { openWorld, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const ME = 'Camille gestionnaire <gestionnaire@example.org>'

function plan(part: Partial<Plan> = {}): Plan {
  return {
    id: 'plan_1',
    run: 'run_1',
    source: 'adie-site',
    createdAt: '2026-11-24T03:15:00.000Z',
    computedFrom: { configuration: 'c', desired: 'd', actual: 'a' },
    operations: [
      {
        id: 'op_1',
        kind: 'update',
        source: 'adie-site',
        key: 'a1',
        name: 'Atelier Adie',
        structure: 's',
        slug: 'atelier-adie',
        seen: null,
        before: { name: 'Ancien nom', publics: ['jeunes'] },
        after: { name: 'Atelier Adie', publics: ['jeunes', 'femmes'] },
        conflicts: [],
        reason: 'La source a changé.',
        confidence: 1,
      },
    ],
    outcomes: [
      { key: 'a1', name: 'Atelier Adie', slug: 'atelier-adie', state: 'updated', reason: 'La source a changé.' },
    ],
    counts: { seen: 1, created: 0, updated: 1, unchanged: 0, conflicts: 0, rejected: 0, waiting: 0, retired: 0 },
    requests: 3,
    durationMs: 1500,
    quarantine: 'Plus de 90 % des offres changent d’un coup.',
    state: 'proposed',
    approvedBy: null,
    ...part,
  }
}

async function waitingPlan(): Promise<void> {
  await world.ledger.plans.save(plan())
  await world.ledger.inbox.put({
    kind: 'quarantine',
    source: 'adie-site',
    key: null,
    subject: 'plan:adie-site',
    title: 'Accord demandé',
    detail: { plan: 'plan_1', reason: 'x' },
    run: 'run_1',
  })
}

describe('plans', () => {
  test('the page shows each field before and after; approving is bound to that plan and to a name', async () => {
    await waitingPlan()
    const manager = await world.as('gestionnaire')
    const page = await manager.get('/plans/plan_1')
    expect(page.$('.operation tbody tr').first().text().replace(/\s+/g, ' ')).toContain('Nom')
    expect(page.$('.operation del').first().text()).toBe('Ancien nom')
    expect(page.$('.operation ins').eq(1).text()).toBe('Jeunes, Femmes')
    const done = await follow(manager, await manager.submit('/plans/plan_1/approuver', { note: 'Vu avec Adie.' }))
    expect(done.$('[role="status"]').text()).toBe('Approuvé.')
    expect(await world.ledger.plans.read('plan_1')).toMatchObject({ state: 'approved', approvedBy: ME })
    expect(world.asked).toEqual([`appliquer plan_1 ${ME}`])
    expect(await world.ledger.openInbox()).toEqual([])
    expect((await world.ledger.events.list()).map(event => [event.actor, event.action])).toContainEqual([
      ME,
      'plan-approuve',
    ])
  })

  test('an approved plan shows how far its sending is, and a broken one is started again by a person, once', async () => {
    await waitingPlan()
    const manager = await world.as('gestionnaire')
    await manager.get('/plans/plan_1')
    const sent = await follow(manager, await manager.submit('/plans/plan_1/approuver'))
    expect(sent.text).toContain('L’envoi attend son tour')
    expect(sent.text).toContain('0 sur 1 opération')
    expect(sent.$('form[action="/plans/plan_1/relancer"]')).toHaveLength(0)

    const other = await world.ledger.runs.begin('adie-site', 'horaire')
    expect((await manager.get('/plans/plan_1')).text).toContain('Un autre passage est en cours')
    const ended = { outcome: null, report: null, message: null } as const
    await world.ledger.runs.finish(other, { ...ended, state: 'failed', plan: null })
    const run = await world.ledger.runs.begin('adie-site', ME)
    const running = await manager.get('/plans/plan_1')
    expect(running.text).toContain('L’envoi est en cours')
    expect(running.$('a.button:contains("Actualiser")').attr('href')).toBe('/plans/plan_1')

    await world.ledger.runs.finish(run, { ...ended, state: 'failed', plan: 'plan_1' })
    const broken = await manager.get('/plans/plan_1')
    expect(broken.text).toContain('s’est arrêté sur une erreur')
    world.asked.length = 0
    await manager.submit('/plans/plan_1/relancer')
    expect(world.asked).toEqual([`appliquer plan_1 ${ME}`])
    await world.ledger.plans.move('plan_1', ['approved'], 'applied')
    await manager.get('/plans/plan_1')
    const token = String((await manager.get('/plans')).$('input[name="_jeton"]').val())
    await manager.raw('/plans/plan_1/relancer', { method: 'POST', body: new URLSearchParams({ _jeton: token }) })
    expect(world.asked).toHaveLength(1)
  })

  test('a refusal needs a reason; a plan that was decided cannot be decided again', async () => {
    await waitingPlan()
    const manager = await world.as('gestionnaire')
    await manager.get('/plans/plan_1')
    const without = await manager.submit('/plans/plan_1/refuser', { raison: ' ' })
    expect([without.status, without.$('#raison').attr('aria-describedby')]).toEqual([422, 'raison-erreur'])
    expect(without.$('#raison-erreur').text()).toContain('porte une raison')
    expect((await world.ledger.plans.read('plan_1'))?.state).toBe('proposed')
    await manager.submit('/plans/plan_1/refuser', { raison: 'Le site est en travaux.' })
    expect((await world.ledger.plans.read('plan_1'))?.state).toBe('refused')
    const token = String((await manager.get('/plans')).$('input[name="_jeton"]').val())
    const late = await manager.raw('/plans/plan_1/approuver', {
      method: 'POST',
      body: new URLSearchParams({ _jeton: token }),
    })
    expect(late.status).toBe(303)
    expect((await manager.get('/plans/plan_1')).$('[role="status"]').text()).toContain('plus à décider')
    expect(world.asked).toEqual([])
  })
})

describe('sources', () => {
  test('a timetable is tried, stored with who, told to the queue, and survives; nonsense is refused', async () => {
    const manager = await world.as('gestionnaire')
    await manager.get('/sources/adie-site')
    const wrong = await manager.submit('/sources/adie-site/horaire', { rythme: 'cron', cron: 'chaque lundi' })
    expect(wrong.status).toBe(422)
    const field = wrong.$('#cron')
    expect([field.attr('aria-invalid'), field.attr('aria-describedby'), field.val()]).toEqual([
      'true',
      'cron-aide cron-erreur',
      'chaque lundi',
    ])
    expect(wrong.$('#cron-erreur').text()).toMatch(/^Erreur\s:\s\S/)
    expect(wrong.$('#erreurs a').attr('href')).toBe('#cron')
    const tried = await manager.submit('/sources/adie-site/horaire', {
      rythme: 'mois',
      quantieme: '15',
      heure: '06:30',
      essai: '1',
    })
    expect(tried.text).toContain('15 décembre 2026 à 6 h 30')
    // A long page: one is led to what was asked for, and told that nothing is kept yet.
    expect(tried.$('#essai[autofocus]').text()).toContain('pas encore enregistré')
    const none = await manager.submit('/sources/adie-site/horaire', { rythme: 'demande', essai: '1' })
    expect(none.$('#essai').text()).toContain('Aucun passage ne serait prévu')
    expect(await world.desk.ledger.sourceSettings.read('adie-site')).toBeNull()
    await manager.submit('/sources/adie-site/horaire', { rythme: 'mois', quantieme: '15', heure: '06:30' })
    expect(await world.desk.ledger.sourceSettings.read('adie-site')).toMatchObject({ schedule: '30 6 15 * *', by: ME })
    expect(world.asked).toEqual(['horaire adie-site 30 6 15 * *'])
    expect((await manager.get('/sources/adie-site')).$('h2#horaire').nextAll('ol').first().find('li').length).toBe(5)
  })

  test('a timetable that somebody changed meanwhile is told before it is replaced, with what was typed', async () => {
    const [manager, other] = [await world.as('gestionnaire'), await world.as('gestionnaire')]
    await manager.get('/sources/adie-site')
    await other.get('/sources/adie-site')
    await other.submit('/sources/adie-site/horaire', { rythme: 'jour', heure: '05:00' })
    const read = async () => (await world.desk.ledger.sourceSettings.read('adie-site'))?.schedule
    const told = await manager.submit('/sources/adie-site/horaire', { rythme: 'mois', quantieme: '9', heure: '06:30' })
    expect([told.status, told.$('#quantieme').val(), await read()]).toEqual([422, '9', '0 5 * * *'])
    expect(told.$('#erreurs').text().replaceAll(/\s/g, ' ')).toContain('a changé depuis que cette page est ouverte')
    await manager.submit('/sources/adie-site/horaire')
    expect(await read()).toBe('30 6 9 * *')
  })

  test('a paused source keeps its timetable for later', async () => {
    const manager = await world.as('gestionnaire')
    await manager.get('/sources/adie-site')
    const other = await world.as('gestionnaire')
    await other.get('/sources/adie-site')
    await manager.submit('/sources/adie-site/pause', { raison: 'Travaux' })
    const again = await follow(other, await other.submit('/sources/adie-site/pause', { raison: 'Autre' }))
    expect(again.$('.notice.bad').text()).toContain('déjà en pause')
    expect(again.$('main').text()).toContain('Travaux')
    await manager.get('/sources/adie-site')
    await manager.submit('/sources/adie-site/reprendre')
    expect(world.asked).toEqual(['horaire adie-site null', 'horaire adie-site 15 3 * * 1'])
    const events = await world.ledger.events.list({ source: 'adie-site' })
    expect(events.map(event => event.action)).toEqual(['source-reprise', 'source-en-pause'])
  })
})

describe('an unknown word', () => {
  async function asked(referential: string): Promise<string> {
    await world.ledger.inbox.put({
      kind: 'unknown-value',
      source: 'adie-site',
      key: null,
      subject: `unknown:adie-site:${referential}:etudiante`,
      title: '«\u00A0Étudiante\u00A0» n’est pas dans la liste nationale des publics',
      detail: {
        field: 'publics',
        referential,
        value: 'Étudiante',
        nearest: ['etudiants', 'residents-zrr-frr'],
        offers: ['a1'],
        address: 'https://adie.example/offres',
      },
      run: null,
    })
    return `/a-traiter/${(await world.ledger.openInbox())[0]?.id}`
  }

  test('the form proposes the nearest values first, then all the others by their labels; the answer is kept with who', async () => {
    const path = await asked('publics')
    const manager = await world.as('gestionnaire')
    const page = await manager.get(path)
    const options = page
      .$('select[name="valeur"] option')
      .toArray()
      .map(option => [page.$(option).attr('value'), page.$(option).text()])
    expect(options.slice(0, 2)).toEqual([
      ['', 'pas encore choisi'],
      ['etudiants', 'Étudiants'],
    ])
    expect(options.map(([value]) => value).toSorted()).toEqual(['', ...valuesOf('publics')].toSorted())
    expect(page.$('label[for="valeur"]').text()).toContain('Ce mot veut dire')
    expect(page.$('select[name="valeur"]').closest('form').find('input[name="_jeton"]').length).toBe(1)

    const without = await follow(manager, await manager.submit(path, { action: 'map', valeur: '' }))
    expect(without.$('[role="status"]').text()).toContain('rien n’a changé')
    const wrong = await follow(manager, await manager.submit(path, { action: 'map', valeur: 'etudiantes' }))
    expect(wrong.$('[role="status"]').text()).toContain('les plus proches\u00A0: etudiants')
    expect(await world.ledger.choices.list('adie-site')).toEqual([])
    const forged = await manager.raw(path, {
      method: 'POST',
      body: new URLSearchParams({ action: 'map', valeur: 'etudiants' }),
    })
    expect(forged.status).toBe(403)

    await manager.get(path)
    const done = await follow(manager, await manager.submit(path, { action: 'map', valeur: 'etudiants' }))
    expect(done.$('[role="status"]').text()).toContain('veut dire «\u00A0Étudiants')
    expect(await world.ledger.choices.list('adie-site')).toMatchObject([
      { topic: 'lexicon', value: { word: 'Étudiante', value: 'etudiants' }, decidedBy: ME },
    ])
    expect(await world.ledger.openInbox()).toEqual([])
    expect((await manager.get(path)).text).toContain('Camille gestionnaire')
  })

  test('a place is no value of a list: the page sends to the correspondence instead', async () => {
    const page = await (await world.as('gestionnaire')).get(await asked('zones'))
    expect(page.$('select').length).toBe(0)
    expect(page.$('a[href="/reglages#sources"]').length).toBe(1)
  })
})

test('a conflict is settled field by field, in one form', async () => {
  await seedOffer(world.ledger, { source: 'adie-site', key: 'a1', name: 'Atelier', slug: 'atelier' })
  const fields: Conflict[] = [
    { field: 'name', base: 'A', ours: 'B', theirs: 'C' },
    { field: 'feeDetails', base: null, ours: '5 €', theirs: '6 €' },
    { field: 'contactPhone', base: null, ours: '1', theirs: '2' },
  ]
  await world.ledger.inbox.put({
    kind: 'conflict',
    source: 'adie-site',
    key: 'a1',
    subject: 'conflict:adie-site:a1',
    title: 'Conflit',
    detail: { slug: 'atelier', fields },
    run: null,
  })
  const [item] = await world.ledger.openInbox()
  const manager = await world.as('gestionnaire')
  await manager.get(`/a-traiter/${item?.id}`)
  await manager.submit(`/a-traiter/${item?.id}`, { 'choix-name': 'ours', 'choix-feeDetails': 'always-theirs' })
  const [rest] = await world.ledger.openInbox()
  expect(rest?.detail).toMatchObject({ fields: [{ field: 'contactPhone' }] })
  expect(
    (await world.ledger.choices.list('adie-site'))
      .map(choice => [choice.topic, choice.value, choice.decidedBy])
      .toSorted(),
  ).toEqual([
    ['field:feeDetails', { side: 'theirs', once: false }, ME],
    ['field:name', { side: 'ours', theirs: 'C', once: true }, ME],
  ])
})

test('a field that another window settled is said by its name; the other choices of the form count', async () => {
  const { inbox, choices } = world.ledger
  await seedOffer(world.ledger, { source: 'adie-site', key: 'a1', name: 'Atelier', slug: 'atelier' })
  const fields: Conflict[] = [
    { field: 'shortDesc', base: 'A', ours: 'B', theirs: 'C' },
    { field: 'feeDetails', base: null, ours: '5 €', theirs: '6 €' },
  ]
  const asked = { source: 'adie-site', key: 'a1', subject: 'conflict:adie-site:a1', title: 'Conflit', run: null }
  await inbox.put({ ...asked, kind: 'conflict', detail: { slug: 'atelier', fields } })
  const [item] = await world.ledger.openInbox()
  const path = `/a-traiter/${item?.id}`
  const manager = await world.as('gestionnaire')
  await manager.get(path)
  await manager.submit(path, { 'choix-shortDesc': 'always-theirs' })
  await manager.get(path)
  const sent = await manager.submit(path, { 'choix-shortDesc': 'ours', 'choix-feeDetails': 'always-ours' })
  const said = (await follow(manager, sent)).$('[role="status"]').text().replaceAll('\u00A0', ' ')
  expect(said).toMatch(/Précisions sur les frais : la valeur de la source.*Résumé : ce n’est plus en conflit/)
  const topics = (await choices.list('adie-site')).map(({ topic, value }) => [topic, value]).toSorted()
  expect(topics).toEqual([
    ['field:feeDetails', { side: 'ours', once: false }],
    ['field:shortDesc', { side: 'theirs', once: false }],
  ])
})

test('a partner’s correction: accepted once, refused with a reason that the partner reads', async () => {
  await seedOffer(world.ledger, { source: 'adie-site', key: 'a1', name: 'Atelier', slug: 'atelier' })
  const partner = await world.asPartner('adie')
  const path = '/mes-offres/adie-site/a1/corriger'
  await partner.get(path)
  await partner.submit(path, { telephone: '02 99 00 00 01' })
  await partner.get(path)
  await partner.submit(path, { adresse: '2 rue Neuve' })
  const [second, first] = await world.desk.ledger.statements.list({})
  expect(first?.body).toMatchObject({
    kind: 'correction',
    fields: { telephone: { before: '02 99 01 02 03', after: '02 99 00 00 01' } },
  })
  expect(second?.body.kind === 'correction' && Object.keys(second.body.fields)).toEqual(['adresse'])
  const manager = await world.as('gestionnaire')
  await manager.get(`/demandes/${first?.id}`)
  await manager.submit(`/demandes/${first?.id}/accepter`)
  await manager.get(`/demandes/${second?.id}`)
  await manager.submit(`/demandes/${second?.id}/refuser`, { raison: 'Cette rue n’existe pas.' })
  expect(world.asked).toEqual(['porter correction'])
  expect((await partner.get('/mes-offres')).text).toContain('Cette rue n’existe pas.')
})

test('a campaign: one message each, one reminder to the silent ones only, answers counted', async () => {
  await seedOffer(world.ledger, { source: 'adie-site', key: 'a1', name: 'Atelier', slug: 'atelier' })
  const adie = await world.access.addContact({ partner: 'adie', email: 'a@adie.example', name: 'Ada' }, 'test')
  const bge = await world.access.addContact({ partner: 'bge', email: 'b@bge.example', name: 'Bob' }, 'test')
  const manager = await world.as('gestionnaire')
  await manager.get('/campagnes')
  const empty = await manager.submit('/campagnes', { titre: '', rappel: '0', contacts: [] })
  expect(empty.status).toBe(422)
  expect(empty.$('#erreurs li').length).toBe(3)
  await manager.submit('/campagnes', {
    titre: 'À jour ?',
    contacts: [adie.id, bge.id],
    rappel: '7',
    message: 'Est-ce toujours exact ?',
  })
  await manager.submit('/campagnes')
  expect(
    world.outbox
      .list()
      .map(mail => mail.to)
      .toSorted(),
  ).toEqual(['a@adie.example', 'b@bge.example'])
  const link = /\/p\/\S+/.exec(world.outbox.list().find(mail => mail.to === 'a@adie.example')?.text ?? '')?.[0] ?? ''
  const partner = world.browser()
  await partner.get(link)
  await partner.submit(link)
  await partner.get('/mes-offres')
  await partner.submit('/mes-offres/adie-site/a1/confirmer')
  const deps = {
    store: world.desk.ledger.campaigns,
    access: world.access,
    clock: world.clock,
    log: { error() {} } as never,
  }
  expect(await remindCampaigns(deps)).toEqual({ sent: 0, missed: [] })
  world.clock.advance(7 * 86_400_000)
  expect(await remindCampaigns(deps)).toEqual({ sent: 1, missed: [] })
  expect(await remindCampaigns(deps)).toEqual({ sent: 0, missed: [] })
  expect(world.outbox.list()[0]).toMatchObject({ to: 'b@bge.example', subject: 'Rappel\u00A0: À jour\u00A0?' })
})

test('a campaign letter that the mail server refuses is neither a message nor a reminder that left', async () => {
  const contact = (partner: string, name: string) =>
    world.access.addContact({ partner, email: `${name}@${partner}.example`, name }, 'test')
  const [ada, bob] = [await contact('adie', 'ada'), await contact('bge', 'bob')]
  const refused = new Set(['bob@bge.example'])
  const access = createAccess({
    ledger: world.ledger,
    mailer: {
      async send({ to }) {
        if (refused.has(to)) throw new Error('550 mailbox unavailable')
      },
    },
    clock: world.clock,
    newToken: randomToken,
    log: { error() {} } as never,
    publicUrl: () => 'http://127.0.0.1',
    partnerName: id => id,
  })
  const store = world.ledger.campaigns
  const deps = { store, access, clock: world.clock, log: { error() {} } as never }
  const campaign = await store.add({ title: 'À jour ?', message: 'Est-ce exact ?', createdBy: 'Ada', remindAfter: 7 })
  expect(await startCampaign(deps, campaign, [ada, bob])).toEqual({ sent: 1, missed: ['bob'] })
  expect((await store.sends(campaign.id)).map(({ contact: id }) => id)).toEqual([ada.id])
  world.clock.advance(7 * 86_400_000)
  refused.add('ada@adie.example')
  expect(await remindCampaigns(deps)).toEqual({ sent: 0, missed: ['ada'] })
  refused.clear()
  expect(await remindCampaigns(deps)).toEqual({ sent: 1, missed: [] })
  expect(await remindCampaigns(deps)).toEqual({ sent: 0, missed: [] })
})

test('a reminder that is refused each time is tried five mornings, then told; a person may insist', async () => {
  const ada = await world.access.addContact({ partner: 'adie', email: 'ada@adie.example', name: 'Ada' }, 'test')
  let refuses = true
  const access = createAccess({
    ledger: world.ledger,
    mailer: {
      async send() {
        if (refuses) throw new Error('550 mailbox unavailable')
      },
    },
    clock: world.clock,
    newToken: randomToken,
    log: { error() {} } as never,
    publicUrl: () => 'http://127.0.0.1',
    partnerName: id => id,
  })
  const store = world.ledger.campaigns
  const deps = { store, access, clock: world.clock, log: { error() {} } as never }
  const campaign = await store.add({ title: 'À jour ?', message: 'Est-ce exact ?', createdBy: 'Ada', remindAfter: 7 })
  await store.noteSent(campaign.id, ada.id)
  world.clock.advance(7 * 86_400_000)
  const manager = await world.as('gestionnaire')
  const told = async () => (await manager.get('/')).text
  for (let morning = 1; morning <= 5; morning += 1) {
    expect(await told()).not.toContain('a été refusé')
    expect(await remindCampaigns(deps)).toEqual({ sent: 0, missed: ['Ada'] })
    world.clock.advance(86_400_000)
  }
  expect(await remindCampaigns(deps)).toEqual({ sent: 0, missed: [] })
  const again = await world.as('gestionnaire')
  expect((await again.get('/')).text).toMatch(
    /Le rappel de la campagne « À jour . » à Ada a été refusé 5 fois.*Voir les campagnes/,
  )
  const page = (await again.get('/campagnes')).text
  expect(page).toContain('1 rappel refusé')
  expect(page).toContain('Ada, Adie, rappel refusé 5 fois par le serveur de messagerie')
  expect((await again.get('/journal')).text).toContain('n’a pas pu remettre un rappel')
  refuses = false
  expect(await remindCampaigns(deps, true)).toEqual({ sent: 1, missed: [] })
  expect((await again.get('/')).text).not.toContain('a été refusé')
})

test('offers are found whatever the accents, page after page, without repeats', async () => {
  for (let i = 0; i < 130; i += 1)
    await seedOffer(world.ledger, {
      source: i % 2 ? 'adie-site' : 'bge-site',
      key: `k${i}`,
      name: i === 77 ? 'Équilibre, l’œuvre' : `Atelier ${String(i).padStart(3, '0')}`,
    })
  const manager = await world.as('gestionnaire')
  expect((await manager.get('/offres?q=equilibre+l+oeuvre')).$('tbody tr').length).toBe(1)
  const seen: string[] = []
  let next: string | undefined = '/offres'
  while (next) {
    const page = await manager.get(next)
    seen.push(
      ...page
        .$('tbody th')
        .toArray()
        .map(cell => page.$(cell).text()),
    )
    next = page.$('a[rel="next"]').attr('href')
  }
  expect(seen).toHaveLength(130)
  expect(new Set(seen).size).toBe(130)
})
