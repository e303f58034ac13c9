import { afterEach, beforeEach, expect, test } from 'vitest'
import { seedOffer } from './seed.ts'
import { openWorld, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const PLACE = { source: 'adie-site', key: 'a1' }

async function waiting(source = PLACE.source): Promise<void> {
  await world.ledger.plans.save({
    id: 'plan_1',
    run: 'run_1',
    source,
    createdAt: '2026-11-24T03:15:00.000Z',
    computedFrom: { configuration: 'c', desired: 'd', actual: 'a' },
    operations: [
      {
        id: 'op_1',
        kind: 'update',
        ...PLACE,
        name: 'Atelier Adie',
        structure: 's',
        slug: 'atelier-adie',
        seen: null,
        before: { name: 'Ancien nom', contactPhone: '0299000000' },
        after: { name: 'Atelier Adie', contactPhone: '0299000001' },
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
  })
}

test('one field refused: kept as a decision, told on the plan and in the rules, taken back in one press', async () => {
  await waiting()
  const me = await world.as('gestionnaire')
  await me.get('/plans/plan_1')
  const after = await me.submit('/plans/plan_1/refuser-offre', {
    champ: 'contactPhone',
    duree: 'never',
    raison: 'C’est le numéro de l’accueil.',
  })
  expect(after.status).toBe(303)
  expect(await world.ledger.choices.of(PLACE.source, PLACE.key)).toMatchObject([
    { topic: 'refused:contactPhone', value: { ours: '0299000001', how: 'never', plan: 'plan_1' } },
  ])
  expect((await world.ledger.plans.head('plan_1'))?.state).toBe('proposed')
  expect((await me.get('/plans/plan_1')).body).toContain('<span class="state bad">refusé</span>')
  const rules = (await me.get('/regles')).text
  expect(rules).toContain('jamais cette valeur')
  expect(rules).toContain('C’est le numéro de l’accueil.')
  await me.submit('/regles/revoquer')
  expect(await world.ledger.choices.of(PLACE.source, PLACE.key)).toEqual([])
  const [event] = await world.ledger.events.list({ action: 'regle-revoquee' })
  expect(event).toMatchObject({ ...PLACE, actor: expect.stringContaining('gestionnaire') })
})

test('the whole plan refused keeps each of its values as refused', async () => {
  await waiting()
  const me = await world.as('gestionnaire')
  await me.get('/plans/plan_1')
  await me.submit('/plans/plan_1/refuser', { raison: 'Pas maintenant.', duree: 'later' })
  const topics = (await world.ledger.choices.of(PLACE.source, PLACE.key)).map(choice => choice.topic)
  expect(topics.toSorted()).toEqual(['refused:contactPhone', 'refused:name'])
})

test('«mal lu» leads to the correction of that very field, which then holds and can be taken back', async () => {
  await waiting()
  await seedOffer(world.ledger, { ...PLACE, name: 'Atelier Adie', slug: 'atelier-adie' })
  const me = await world.as('gestionnaire')
  await me.get('/plans/plan_1')
  const after = await me.submit('/plans/plan_1/refuser-offre', {
    champ: 'contactPhone',
    duree: 'misread',
    raison: 'Ce n’est pas leur numéro.',
  })
  expect(after.location).toBe('/offres/adie-site/a1/corriger?champ=telephone')
  await me.get('/offres/adie-site/a1/corriger?champ=telephone')
  await me.submit('/offres/adie-site/a1/corriger?champ=telephone', { telephone: '02 99 00 00 09' })
  const [said] = await world.ledger.statements.list({ offer: PLACE })
  expect(said).toMatchObject({ state: 'accepted', body: { kind: 'correction' } })
  await me.get('/regles')
  await me.submit(`/demandes/${said?.id}/revoquer`)
  expect((await world.ledger.statements.read(said?.id ?? ''))?.state).toBe('revoked')
})

test('a refusal has a reason', async () => {
  await waiting()
  const me = await world.as('gestionnaire')
  await me.get('/plans/plan_1')
  const refused = await me.submit('/plans/plan_1/refuser-offre', { raison: '', champ: 'name', duree: 'never' })
  expect(refused.status).toBe(422)
  // Said in the form that was sent, which stands open as it was filled: the other one refuses the whole plan.
  const form = refused.$('form[action="/plans/plan_1/refuser-offre"]')
  expect(refused.$('#erreurs a').attr('href')).toBe(`#${form.find('textarea').attr('id')}`)
  expect(form.find('.error').text()).toContain('Un refus porte une raison.')
  expect(refused.$('form[action="/plans/plan_1/refuser"] .error')).toHaveLength(0)
  expect(form.closest('details').attr('open')).toBeDefined()
  expect(
    form
      .find('option[selected]')
      .toArray()
      .map(each => refused.$(each).attr('value')),
  ).toEqual(['name', 'never'])
  const whole = await me.submit('/plans/plan_1/refuser', { raison: '', duree: 'never' })
  expect(whole.$('#duree option[selected]').attr('value')).toBe('never')
  expect(whole.$('form[action="/plans/plan_1/refuser"] .error')).toHaveLength(1)
  expect(await world.ledger.choices.of(PLACE.source, PLACE.key)).toEqual([])
})

test('a plan whose source is gone is not approved: its page says so, and nothing is asked for', async () => {
  await waiting('retiree')
  const me = await world.as('gestionnaire')
  const page = await me.get('/plans/plan_1')
  expect(page.text).toContain('Cette source n’est plus configurée')
  expect(page.$('form[action="/plans/plan_1/approuver"]')).toHaveLength(0)
  const form = new URLSearchParams({ _jeton: String(page.$('input[name="_jeton"]').first().val()) })
  const pressed = await me.raw('/plans/plan_1/approuver', { method: 'POST', body: form })
  expect(pressed.status).toBe(303)
  expect((await world.ledger.plans.head('plan_1'))?.state).toBe('proposed')
  expect(world.asked).toEqual([])
})
