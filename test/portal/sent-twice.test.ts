import { writeXlsx } from 'hucre/xlsx'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { DECLARED_COLUMNS } from '../../src/harvest/declaration/template.ts'
import type { LedgerPlace } from '../../src/ledger/connect.ts'
import { type PostgresServer, startPostgres } from '../servers/postgres.ts'
import { type Browser, browse } from './browser.ts'
import { seedOffer } from './seed.ts'
import { openWorld, type World } from './world.ts'

let postgres: PostgresServer
beforeAll(async () => {
  postgres = await startPostgres()
}, 60_000)
afterAll(() => postgres?.stop())

/** Enough for two who keep them to be at it together. */
const MANY = 200

/** What a spreadsheet of these offers holds. */
const sheet = (names: readonly string[]) =>
  writeXlsx({
    sheets: [
      {
        name: 'Offres',
        rows: [
          DECLARED_COLUMNS.map(column => column.label),
          ...names.map((nom, at) =>
            DECLARED_COLUMNS.map(
              ({ field }) =>
                ({ id: String(at), nom, description: 'Réparer son vélo ensemble.', structure_nom: 'Adie' })[field] ??
                '',
            ),
          ),
        ],
      },
    ],
  })

const places: [string, () => Promise<LedgerPlace>][] = [
  ['one process on SQLite', async () => ({ path: ':memory:' })],
  ['two processes on Postgres', async () => ({ url: await postgres.database() })],
]

describe.each(places)('a form sent twice at the same moment, by %s', (_, place) => {
  let worlds: World[]
  beforeEach(async () => {
    const where = await place()
    worlds = [await openWorld({ place: where })]
    if ('url' in where) worlds.push(await openWorld({ place: where }))
    await seedOffer(first().ledger, { source: 'adie-site', key: 'a1', name: 'Atelier Adie', slug: 'atelier-adie' })
  })
  afterEach(() => Promise.all(worlds.map(world => world.close())))
  const first = () => worlds[0] as World
  /** The same browser, whose requests go to one process and the other. */
  const tabs = (browser: Browser): Browser[] =>
    Array.from({ length: 4 }, (_, at) => {
      const tab = browse((worlds[at % worlds.length] as World).app)
      for (const [name, value] of browser.cookies) tab.cookies.set(name, value)
      return tab
    })
  /** The same press in several tabs. */
  async function press(browser: Browser, page: string, form: string, fields: Record<string, string | string[] | File>) {
    const open = tabs(browser)
    for (const tab of open) await tab.get(page)
    return Promise.all(open.map(tab => tab.submit(form, fields)))
  }
  const said = async () => (await first().ledger.statements.list({})).map(({ title, state }) => [title, state])

  test('a spreadsheet counts once, and says so', async () => {
    const adie = await first().asPartner('adie')
    const fichier = new File(
      [Buffer.from(await sheet(Array.from({ length: MANY }, (_, at) => `Atelier ${at}`)))],
      'offres.xlsx',
    )
    const pages = await press(adie, '/tableur', '/tableur', { fichier })
    expect(await said()).toHaveLength(MANY)
    const told = pages.map(({ text }) => /(\d+) offres? transmises?/.exec(text)?.[1])
    expect(told.toSorted()).toEqual(['0', '0', '0', String(MANY)])
  })

  test('a correction, a withdrawal, a declaration count once', async () => {
    const adie = await first().asPartner('adie')
    const own = '/mes-offres/adie-site/a1'
    await press(adie, `${own}/corriger`, `${own}/corriger`, { nom: 'Atelier du jeudi' })
    expect(await said()).toHaveLength(1)
    await press(adie, `${own}/retirer`, `${own}/retirer`, { raison: 'fini' })
    expect((await said()).toSorted()).toEqual([
      ['Correction : Atelier Adie', 'replaced'],
      ['Retrait : Atelier Adie', 'open'],
    ])
    const offer = { nom: 'Vélo', description: 'Réparer son vélo.', structure_nom: 'Adie', 'quand-meme': '1' }
    await press(adie, '/declarer', '/declarer', offer)
    expect(await said()).toHaveLength(3)
  })

  test('what the gestionnaire notes for a partner counts once', async () => {
    const camille = await first().as('gestionnaire')
    const offer = '/offres/adie-site/a1'
    await press(camille, `${offer}/corriger`, `${offer}/corriger`, { nom: 'Atelier du jeudi' })
    expect(await said()).toEqual([['Correction : Atelier Adie', 'accepted']])
    await press(camille, `${offer}/appel`, `${offer}/appel`, { personne: 'Alex' })
    expect(await said()).toHaveLength(2)
  })

  test('a campaign leaves once', async () => {
    const camille = await first().as('gestionnaire')
    await first().asPartner('adie')
    for (let round = 1; round <= 5; round += 1) {
      const open = tabs(camille)
      for (const tab of open) {
        const page = await tab.get('/campagnes')
        const contacts = String(page.$('input[name="contacts"]').first().val())
        await tab.submit('/campagnes', { contacts, titre: `Tour ${round}` })
      }
      await Promise.all(open.map(tab => tab.submit('/campagnes')))
      expect(await first().ledger.campaigns.list()).toHaveLength(round)
      expect(worlds.flatMap(world => world.outbox.list())).toHaveLength(round)
    }
  })
})
