import { load } from 'cheerio'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { syncAll } from '../../jobs/sync-all.ts'
import { silentProgress } from '../../src/cli/progress.ts'
import { type SandboxPortal, startSandboxPortal } from '../browser/sandbox-portal.ts'
import { type Browser, browse, follow } from './browser.ts'
import { crawl } from './crawl.ts'
import { enterPartner, enterRole } from './enter.ts'
import { identifiersSeeker, wordsOf } from './identifiers.ts'
import { managersWords, wrongCounts } from './wordings.ts'

let sandbox: SandboxPortal
beforeAll(async () => {
  sandbox = await startSandboxPortal()
}, 120_000)
afterAll(() => sandbox?.close())

test('the check sees what it is made for', () => {
  const html = `<p>Ligne 2/premieres-heures-emmaus</p><p aria-label="emmaus-rennes">structure_nom</p><p>$.agences[0].texte</p>
<p>le 2026-11-24T09:00:00.000Z</p><p>PUBLISHED, contactPhone, en-presentiel</p><code>run_1</code><a href="/x">https://a.example.org/x_y</a>`
  expect(
    identifiersSeeker(['emmaus-rennes', '2/premieres-heures-emmaus'])(wordsOf(load(html)).visible).toSorted(),
  ).toEqual([
    '$.agences[0].texte',
    '2/premieres-heures-emmaus',
    '2026-11-24T09:00:00.000Z',
    'PUBLISHED',
    'contactPhone',
    'emmaus-rennes',
    'en-presentiel',
    'structure_nom',
  ])
  expect(
    identifiersSeeker(['saint-malo'])('Peut-être un rendez-vous à Saint-Malo, sous-titre n° 2, 1/2 journée.'),
  ).toEqual([])
  expect(wordsOf(load('<p>approuvé par Ada &lt;ada@example.org&gt;, ada@example.org</p>')).technical).toEqual([
    '<ada@example.org>',
  ])
})

/** Everything that gives the pages something to say: a correction, a declaration, a campaign, a simulation, an answered conflict. */
async function busyWeek(manager: Browser): Promise<void> {
  const { ledger } = sandbox.app
  const { statements } = ledger
  const [link] = await ledger.links.list('adie')
  const said = { partner: 'adie', title: 'Demande', by: 'Ada <ada@example.org>' }
  await statements.add({
    ...said,
    offer: link ? { source: link.source, key: link.key } : null,
    body: { kind: 'correction', fields: { zone_eligibilite: { before: '', after: 'Rennes' } }, comment: '' },
  })
  await statements.add({
    ...said,
    offer: null,
    body: {
      kind: 'declaration',
      from: 'formulaire',
      fields: { structure_nom: 'Adie', nom: 'Une offre', publics: 'jeunes' },
    },
  })
  const [conflict] = await ledger.openInbox({ kind: 'conflict' })
  const path = `/a-traiter/${conflict?.id}`
  await manager.get(path)
  await manager.submit(path, { 'choix-recurrence': 'theirs' })
  const form = await manager.get('/campagnes')
  const contacts = form
    .$('input[name="contacts"]')
    .toArray()
    .map(box => String(form.$(box).val()))
  await manager.submit('/campagnes', { contacts })
  await manager.submit('/campagnes')
  await syncAll(sandbox.app, { sources: ['adie', 'osee', 'clps'], trigger: 'test', dry: true }, silentProgress)
}

test('no page of the gestionnaire shows a name that only programs use, nor a count that does not agree', async () => {
  const { app, portal } = sandbox
  const manager = browse(portal.app)
  const [{ url } = { url: '' }] = await portal.demoLinks()
  const { pathname } = new URL(url)
  await manager.get(pathname)
  await follow(manager, await manager.submit(pathname))
  await busyWeek(manager)

  const [offers, links] = [await app.ledger.offers.list(), await app.ledger.links.list()]
  const identifiersIn = identifiersSeeker([
    ...app.sources.map(({ config }) => config.id),
    ...app.convention.partners.map(partner => partner.id),
    ...app.convention.fiches.flatMap(fiche => fiche.lines.map(line => line.id)),
    ...offers.map(offer => offer.key),
    ...links.flatMap(link => [link.slug, link.structure]),
  ])
  const faults: string[] = []
  // The report's pages and downloads have their own readers and tests.
  const pages = await crawl(
    manager,
    ['/', '/administration', '/plans', '/offres?etat=toutes', '/journal', '/reglages', '/dora?q=rennes', '/regles'],
    /^\/(?:rapport|stats|api|feed|deconnexion|assets|boite-d-envoi)/,
    (path, { $ }) => {
      // Whoever installs the program reads its files and settings there.
      const { visible, technical } = wordsOf($)
      const bad = [...identifiersIn(visible), ...(path === '/reglages' ? [] : technical)]
      for (const each of [...bad, ...wrongCounts(visible)]) faults.push(`${path}: ${each}`)
    },
  )
  expect(faults).toEqual([])
  const kinds = [
    '/sources/',
    '/passages/',
    '/plans/',
    '/offres/',
    '/a-traiter/',
    '/demandes/',
    '/partenaires/',
    '/journal',
    '/campagnes',
  ]
  for (const kind of kinds) expect([kind, pages.some(path => path.startsWith(kind))]).toEqual([kind, true])
}, 120_000)

test.each(['ddets', 'partenaire'] as const)(
  'nor of a %s; to a partner, nothing is said that is the gestionnaire’s',
  async role => {
    const { app } = sandbox
    const faults: string[] = []
    const identifiersIn = identifiersSeeker([])
    const visitors: [Browser, string][] = []
    if (role === 'ddets') visitors.push([await enterRole(sandbox, 'ddets'), '/rapport/definitions'])
    // One after the other: a door lets twenty try at once.
    else
      for (const id of new Set(app.sources.map(({ config }) => config.partner)))
        visitors.push([await enterPartner(sandbox, id), '/mes-offres'])
    let count = 0
    for (const [at, [visitor, start]] of visitors.entries()) {
      // The forms are the same for everybody: one partner goes through all of them, the others through their offers.
      const theirs = at === 0 ? /^\/(?!mes-offres|declarer|tableur$|arreter)/ : /^\/(?!mes-offres\/[^/]+\/[^/]+$)/
      const pages = await crawl(visitor, [start], role === 'ddets' ? /./ : theirs, (path, { $ }) => {
        const { visible, technical } = wordsOf($)
        const bad = [...identifiersIn(visible), ...technical, ...wrongCounts(visible)]
        for (const each of [...bad, ...(role === 'partenaire' ? managersWords(visible) : [])])
          faults.push(`${path}: ${each}`)
      })
      count += pages.length
    }
    expect(faults).toEqual([])
    expect(count).toBeGreaterThan(role === 'ddets' ? 0 : 40)
  },
  120_000,
)

test('counts are read as people read them', () => {
  const text = '1 offres, 0 sources, 3 offre, 21 mois, 1 mois, 2 offres, 1 offre, le 24 novembre, 0,1 points'
  expect(wrongCounts(text)).toEqual(['1 offres', '0 sources', '3 offre'])
  expect(managersWords('Regardez : à vous de dire si c’est le même. Lu chez le partenaire.')).toEqual([
    'à vous de dire si c’est le même',
    'le partenaire',
  ])
})
