import { afterEach, beforeEach, expect, test } from 'vitest'
import { applyStoredPlan } from '../../src/sync/apply-stored.ts'
import { makeWorld, type OfferSpec, SOURCE, type World } from './make.ts'

// A source whose identifiers are those of a session: the same offers, under other keys at every reading.
const BY = 'Claire'
let world: World
beforeEach(async () => {
  world = await makeWorld()
})
afterEach(() => world.close())

const NAMES = ['Couture', 'Cuisine', 'Permis', 'Lecture']
const offers = (session: string, names = NAMES): OfferSpec[] =>
  names.map(name => ({ key: `${session}-${name.length}-${name}`, fields: { name: `Atelier ${name}` } }))
const questions = () => world.ledger.inbox.open({})
const slugs = async () => (await world.ledger.links.list(SOURCE)).map(link => link.slug).sort()

async function approve(plan: string | undefined) {
  return applyStoredPlan({
    plan: plan ?? '',
    by: BY,
    configuration: 'c1',
    ledger: world.ledger,
    reader: world.dora,
    writer: world.dora,
    clock: world.clock,
    departments: ['35'],
    holder: 'test',
  })
}

test('other keys every day: one question that names the cause, nothing sent, nothing retired', async () => {
  await world.pass(offers('lundi'))
  const writes = world.dora.writes
  for (const day of ['mardi', 'mercredi', 'jeudi']) {
    const result = await world.pass(offers(day))
    expect(result).toMatchObject({ state: 'quarantined', report: { counts: { seen: 4, unchanged: 4, retired: 0 } } })
  }
  const asked = await questions()
  expect(asked).toHaveLength(1)
  expect(asked[0]).toMatchObject({ kind: 'quarantine', detail: { hold: 'keys' } })
  expect(asked[0]?.title).toContain('Les identifiants ont changé : 4 offres connues reviennent sous une autre clé')
  expect(world.dora.writes).toBe(writes)
  expect(await world.ledger.offers.countLive(SOURCE)).toBe(4)
})

test('one approval moves the services, with what persons decided; the next pass has nothing to ask', async () => {
  await world.pass(offers('lundi'))
  const before = await slugs()
  const choice = { topic: 'field:name', value: { side: 'theirs', once: false } } as const
  await world.ledger.choices.set(SOURCE, 'lundi-7-Couture', choice, BY)
  const { plan } = await world.pass(offers('mardi'))
  const writes = world.dora.writes
  expect(await approve(plan?.id)).toMatchObject({ state: 'succeeded' })
  expect(world.dora.writes).toBe(writes)
  expect(await slugs()).toEqual(before)
  expect((await world.ledger.links.list(SOURCE)).map(link => link.key)).toEqual(
    offers('mardi')
      .map(o => o.key)
      .sort(),
  )
  expect(await world.ledger.choices.of(SOURCE, 'mardi-7-Couture')).toHaveLength(1)
  expect(await world.ledger.offers.read(SOURCE, 'lundi-7-Couture')).toBeNull()
  expect(await questions()).toEqual([])
  const { report } = await world.pass(offers('mardi'))
  expect(report?.counts).toMatchObject({ seen: 4, unchanged: 4 })
  expect(await questions()).toEqual([])
})

test('an offer that also says something else goes on under its name, and is updated by the same approval', async () => {
  await world.pass(offers('lundi'))
  const [first, ...rest] = offers('mardi')
  if (first === undefined) throw new Error('no offer')
  const { plan } = await world.pass([{ ...first, fields: { ...first.fields, recurrence: 'le mardi' } }, ...rest])
  const services = world.dora.writes
  expect(await approve(plan?.id)).toMatchObject({ state: 'succeeded' })
  expect(world.dora.writes).toBe(services + 1)
  const link = await world.ledger.links.read(SOURCE, first.key)
  expect(world.dora.peek(link?.slug ?? '').fields.recurrence).toBe('le mardi')
})

test('offers that say the same as one another are not paired by chance', async () => {
  const twins = (session: string) => [...offers(session), ...offers(`${session}-bis`, ['Couture'])]
  await world.pass(twins('lundi'))
  const { plan } = await world.pass(twins('mardi'))
  const moved = await Array.fromAsync(world.ledger.plans.items(plan?.id ?? '', 'renamed'))
  expect(moved.map(({ to }) => to).sort()).toEqual(['mardi-6-Permis', 'mardi-7-Cuisine', 'mardi-7-Lecture'])
})

test('one key that changes is asked about as one offer', async () => {
  await world.pass(offers('lundi'))
  const [first, ...rest] = offers('lundi')
  await world.pass([{ ...first, key: 'autre' }, ...rest])
  expect((await questions()).map(({ kind }) => kind)).toEqual(['match'])
})
