import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Rejection, rejectionAt } from '../../src/common/rejection.ts'
import { NO_COUNTS, type OfferOutcome } from '../../src/ledger/plan.ts'
import { openWorld, type World } from './world.ts'

/* Rows so broken that no offer came of them: nothing else in the portal has their name. */
let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const FILE = 'https://adie.example/offres.csv'
const row = (n: number, parts: Partial<Rejection> = {}) => ({
  ...rejectionAt('ligne-illisible', `${FILE}, ligne ${n}`, {
    received: `"Atelier ${n}`,
    expected: 'une ligne entière',
    message: 'Un guillemet n’est pas fermé dans cette ligne.',
    whose: 'partenaire',
  }),
  ...parts,
})

async function pass(source: string, rejections: readonly Rejection[], state: 'succeeded' | 'failed' = 'succeeded') {
  world.clock.advance(60_000)
  const run = await world.ledger.runs.begin(source, 'schedule')
  const lines = rejections.map(
    (rejection, at): OfferOutcome => ({
      ...{ key: rejection.key ?? `sans-cle-${at + 1}`, name: rejection.where, slug: null, state: 'rejected' },
      ...{ reason: rejection.message, rejection, whose: rejection.whose },
    }),
  )
  async function* texts() {
    for (const line of lines) yield JSON.stringify(line)
  }
  await world.ledger.runs.keepLines(run, texts())
  const report = {
    ...{ run, source, plan: null, counts: { ...NO_COUNTS, rejected: lines.length } },
    ...{ writes: { created: 0, changed: 0, structures: 0 }, stale: 0, doubts: 0, quarantine: null },
  }
  const told = state === 'failed' ? null : report
  await world.ledger.runs.finish(run, { state, outcome: null, report: told, plan: null, message: null })
  return run
}
const spaced = (text: string) => text.replace(/\s+/g, ' ')

test('the gestionnaire is told where, what and whose move, by cause; a row that names an offer is told with its offer', async () => {
  const me = await world.as('gestionnaire')
  expect((await me.get('/a-traiter')).$('#illisibles').length).toBe(0)
  const run = await pass('adie-site', [
    row(2),
    row(3),
    row(4, { key: 'a4' }),
    row(9, { message: 'Ligne vide.', whose: 'robot' }),
  ])
  await pass('bge-site', [row(7, { code: 'page-sans-offre', message: 'Page sans offre.' })])
  const page = await me.get('/a-traiter')
  expect(page.$('#illisibles').text()).toContain('(3)')
  const rows = page.$('#illisibles ~ div table').first().find('tbody tr').toArray()
  expect(
    rows.map(each =>
      page
        .$(each)
        .find('th, td')
        .toArray()
        .map(cell => spaced(page.$(cell).text())),
    ),
  ).toEqual([
    [
      'Un guillemet n’est pas fermé dans cette ligne.',
      'au partenaire',
      '2',
      'Source adie-site : page lue, ligne 2reçu : "Atelier 2',
    ],
    ['Ligne vide.', 'au robot', '1', 'Source adie-site : page lue, ligne 9reçu : "Atelier 9'],
  ])
  expect(page.$(`a[href="/passages/${run}"]`).length).toBeGreaterThan(0)
  // The next pass failed before it read anything: what stood stands. The one after read all of it.
  await pass('adie-site', [], 'failed')
  expect((await me.get('/a-traiter')).$('#illisibles').text()).toContain('(3)')
  await pass('adie-site', [])
  expect((await me.get('/a-traiter')).$('#illisibles').length).toBe(0)
})

test('the partner sees those of their own source, with what to do; a thousand stay a short page', async () => {
  await pass(
    'adie-site',
    Array.from({ length: 1000 }, (_, n) => row(n + 2)),
  )
  await pass('bge-site', [row(5, { message: 'Chez un autre.' })])
  const me = await world.asPartner('adie')
  const page = await me.get('/mes-offres')
  expect(page.text).toContain('1 000 lignes ou pages n’ont donné aucune offre')
  expect(page.text).toContain('Un guillemet n’est pas fermé dans cette ligne. C’est à vous d’agir.')
  expect(page.text).toContain('ligne 2')
  expect(page.text).not.toContain('Chez un autre')
  expect(page.body.length).toBeLessThan(60_000)
  expect((await (await world.asPartner('bge')).get('/mes-offres')).text).toContain('Chez un autre.')
  // What is forgotten is forgotten here too.
  await world.ledger.db.deleteFrom('runs_lines').execute()
  expect((await me.get('/mes-offres')).text).not.toContain('guillemet')
})
