import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { follow } from './browser.ts'
import { seedOffer } from './seed.ts'
import { openWorld, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

/** Readings of the database that a piece of work makes; of one table, when it is named. */
async function queries(work: () => Promise<unknown>, table = ''): Promise<number> {
  const executed = vi.spyOn(world.ledger.db.getExecutor(), 'executeQuery')
  try {
    await work()
    return executed.mock.calls.filter(([{ sql }]) => sql.includes(table)).length
  } finally {
    executed.mockRestore()
  }
}

/** Offers of one partner that DORA does not have, from the first rank to the last. */
async function seed(from: number, to: number): Promise<void> {
  for (let at = from; at < to; at += 1)
    await seedOffer(world.ledger, { source: 'adie-site', key: `n${at}`, name: `Offre ${at}` })
}

test('the page of a partner asks as much for thirty offers as for three', async () => {
  const adie = await world.asPartner('adie')
  await seed(0, 3)
  const few = await queries(() => adie.get('/mes-offres'))
  await seed(3, 30)
  expect(await queries(() => adie.get('/mes-offres'))).toBe(few)
  expect((await adie.get('/mes-offres')).text).toContain('Offre 29')
})

test('the journal asks as much for thirty lines as for three, and names what each is about', async () => {
  const camille = await world.as('gestionnaire')
  await seed(0, 30)
  const told = async (from: number, to: number) => {
    for (let at = from; at < to; at += 1) {
      const source = 'adie-site'
      const subject = `match:${at}`
      await world.ledger.inbox.put({
        kind: 'rejection',
        source,
        key: `n${at}`,
        subject,
        title: subject,
        detail: {
          code: 'x',
          key: null,
          where: '',
          field: null,
          received: null,
          expected: '',
          message: '',
          whose: 'robot',
        },
        run: null,
      })
      const item = (await world.ledger.inbox.of(source, `n${at}`))[0]?.id ?? ''
      const decision = { action: 'use', slug: `s${at}` } as const
      await world.ledger.events.add({
        actor: 'Camille',
        action: 'decision-use',
        source,
        key: `n${at}`,
        detail: { item, title: subject, decision },
      })
    }
  }
  await told(0, 3)
  const few = await queries(() => camille.get('/journal'))
  await told(3, 30)
  expect(await queries(() => camille.get('/journal'))).toBe(few)
  const page = await camille.get('/journal')
  expect(page.$('td a[href="/offres/adie-site/n29"]').text()).toBe('Offre 29')
})

test('what was said of an offer is read once where it is corrected, and not at all when the correction is kept', async () => {
  await seedOffer(world.ledger, {
    source: 'adie-site',
    key: 'a1',
    name: 'Atelier',
    slug: 'atelier',
    words: 'L’atelier',
  })
  const camille = await world.as('gestionnaire')
  const path = '/offres/adie-site/a1/corriger'
  const said = '"statements" where "source"'
  expect(await queries(() => camille.get(path), said)).toBe(1)
  expect(await queries(() => camille.submit(path), said)).toBe(1)
  const kept = async () =>
    expect((await follow(camille, await camille.submit(path, { nom: 'Atelier neuf' }))).status).toBe(200)
  await camille.get(path)
  expect(await queries(() => camille.submit(path, { nom: 'Atelier neuf' }), said)).toBe(0)
  await camille.get(path)
  await kept()
})
