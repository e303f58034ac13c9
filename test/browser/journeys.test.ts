import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeXlsx } from 'hucre/xlsx'
import type { Browser, Cookie, Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { coverageView } from '../../src/app/coverage-view.ts'
import type { CoverageReport } from '../../src/coverage/report-contract.ts'
import { snapshotOf } from '../../src/coverage/snapshot.ts'
import { DECLARED_COLUMNS } from '../../src/harvest/declaration/template.ts'
import type { Conflict } from '../../src/ledger/conflict.ts'
import type { NewQuestion } from '../../src/ledger/inbox-question.ts'
import { WHOLE } from '../whole.ts'
import { enter, openVisit, startChromium, type Visit } from './chromium.ts'
import { reportComputed, type SandboxPortal, startSandboxPortal } from './sandbox-portal.ts'

// A busy machine is not a fault.
vi.setConfig({ testTimeout: 300_000 })

let sandbox: SandboxPortal
let browser: Browser
interface Own {
  partner: string
  source: string
  key: string
  name: string
}
/** Partners that have a published offer, one for each way of walking; and sources that nobody has read yet, likewise. */
const owned: Own[] = []
const UNREAD = ['ti-liammou', 'horizon', 'we-ker']
beforeAll(async () => {
  browser = await startChromium()
  sandbox = await startSandboxPortal({ unread: UNREAD })
  const { ledger, sources } = sandbox.app
  for (const { source, key, status } of await ledger.links.list()) {
    const partner = sources.find(each => each.config.id === source)?.config.partner
    const offer = await ledger.offers.read(source, key)
    if (status !== 'PUBLISHED' || !offer || !partner || owned.some(each => each.partner === partner)) continue
    owned.push({ partner, source, key, name: offer.name })
  }
  if (owned.length < 4) throw new Error('the first pass published too little')
  const today = (await coverageView(sandbox.app)).json as CoverageReport
  const { date, media, bytes } = snapshotOf({ ...today, date: '2026-10-31' })
  await ledger.snapshots.save(date, media, bytes)
  await reportComputed(sandbox)
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await sandbox?.close()
})

async function managerLink(): Promise<string> {
  const [link] = await sandbox.portal.demoLinks()
  return link?.url ?? ''
}
async function readerLink(): Promise<string> {
  return (await sandbox.portal.demoLinks())[1]?.url ?? ''
}
async function partnerLink(own: Own): Promise<string> {
  const { access } = sandbox.portal
  const contact = await access.addContact(
    { partner: own.partner, email: 'alex@example.org', name: 'Alex Martin' },
    'test',
  )
  return (await access.partnerLink(contact, 'test', { mail: false })).url
}

/** Without JavaScript in a wide window: what it shows beyond the two others is walked by `npm run test:whole`. */
const WIDE = { mode: 'without JavaScript', at: 1, javaScript: false, width: 1280 }

describe.each([
  { mode: 'with JavaScript', at: 0, javaScript: true, width: 1280 },
  ...(WHOLE ? [WIDE] : []),
  { mode: 'on a phone, without JavaScript', at: 2, javaScript: false, width: 375 },
])('$mode', ({ at, javaScript, width }) => {
  let visit: Visit
  let own: Own
  beforeAll(async () => {
    const mine = owned[at]
    if (!mine) throw new Error('no partner left')
    own = mine
    visit = await openVisit(browser, { javaScript, width })
  })
  afterAll(() => visit?.close())

  /** On a phone the navigation is behind its button, which needs no script. */
  async function unfold(): Promise<void> {
    const menu = visit.page.getByRole('button', { name: 'Menu' })
    if (await menu.isVisible()) await menu.click()
  }

  /** What the portal says after something was done. */
  const said = () => visit.page.getByRole('status').first().textContent()

  /** Sessions of this window: a link opens one, and as anybody does one comes back with it. Too many doors in a row are refused. */
  const sessions = new Map<string, Cookie[]>()
  async function comeIn(as: 'gestionnaire' | 'ddets' | 'partenaire'): Promise<void> {
    const { context, page } = visit
    const kept = sessions.get(as)
    await context.clearCookies()
    if (kept) {
      await context.addCookies(kept)
      await page.goto(`${sandbox.url}/`)
      return
    }
    const link = as === 'gestionnaire' ? managerLink() : as === 'ddets' ? readerLink() : partnerLink(own)
    await enter(page, await link)
    sessions.set(as, await context.cookies())
  }

  test('a stranger: first page, figures, sign-in by e-mail to the page that was wanted', async () => {
    const { page } = visit
    await page.goto(`${sandbox.url}/`)
    await page.getByRole('link', { name: 'Les chiffres publics' }).click()
    await expect.poll(() => page.locator('h1').textContent()).toBe('Chiffres publics')
    await sandbox.portal.access.invite(
      { email: 'neuve@example.org', name: 'Nina Neuve', role: 'gestionnaire' },
      'test',
      { mail: false },
    )
    await page.goto(`${sandbox.url}/offres`)
    await page.getByLabel('Adresse électronique').fill('neuve@example.org')
    await page.getByRole('button', { name: 'Recevoir un lien' }).click()
    await sandbox.portal.access.settled()
    await page
      .getByRole('link', { name: /boîte d’envoi/ })
      .first()
      .click()
    await page.locator('article a').first().click()
    await page.getByRole('button', { name: 'Entrer' }).click()
    expect(await page.locator('h1').textContent()).toBe('Offres')
    await unfold()
    await page.getByRole('button', { name: 'Se déconnecter' }).click()
    await page.goto(`${sandbox.url}/offres`)
    expect(await page.locator('h1').textContent()).toBe('Se connecter')
  })

  test('the gestionnaire: dashboard, a source (try a timetable, simulate, pause, resume), an offer, an inbox item, a partner’s contact', async () => {
    const { page } = visit
    await comeIn('gestionnaire')
    expect(await page.locator('h1').textContent()).toMatch(/ch?oses? vous atten|Rien ne vous attend/)
    await unfold()
    await page.getByRole('navigation', { name: 'Navigation principale' }).getByRole('link', { name: 'Sources' }).click()
    await page.locator(`a[href="/sources/${own.source}"]`).click()
    await page.getByLabel('Rythme').selectOption('jour')
    await page.getByLabel('Heure (Paris)').fill('04:45')
    await page.getByRole('button', { name: 'Voir les cinq prochains passages' }).click()
    expect(await page.locator('main').textContent()).toContain('4\u00A0h\u00A045')
    await page.getByRole('button', { name: 'Simuler' }).click()
    expect(await page.getByRole('status').first().textContent()).toContain('simulation est lancée')
    await expect
      .poll(async () => (await sandbox.app.ledger.listRuns({ source: own.source, limit: 1 }))[0]?.state, {
        timeout: 20_000,
      })
      .toBe('simulated')
    await page.goto(`${sandbox.url}/sources/${own.source}`)
    await page.locator('table a[href^="/passages/"]').first().click()
    await page.getByRole('link', { name: 'Voir le plan de ce passage' }).click()
    expect(await page.locator('h1').textContent()).toMatch(/^Plan du/)
    await page.goto(`${sandbox.url}/sources/${own.source}`)
    await page.getByLabel('Raison').fill('Le site change.')
    await page.getByRole('button', { name: 'Mettre en pause' }).click()
    expect(await page.locator('main').textContent()).toContain('aucun passage prévu')
    await page.getByRole('button', { name: 'Reprendre' }).click()
    expect(await page.locator('main').textContent()).toContain('Les cinq prochains passages')

    await page.goto(`${sandbox.url}/offres`)
    await page.getByLabel(/^Nom, texte, commune/).fill(own.name.slice(0, 20))
    await page.getByRole('button', { name: 'Chercher' }).click()
    await page.getByRole('link', { name: own.name, exact: true }).first().click()
    await page.getByRole('heading', { name: 'Pourquoi c’est écrit' }).waitFor()

    await page.goto(`${sandbox.url}/a-traiter`)
    await page.locator('ul.cards a').first().click()
    expect(await page.getByRole('button').count()).toBeGreaterThan(1)

    await page.goto(`${sandbox.url}/partenaires/${own.partner}`)
    await page.getByLabel('Nom').fill('Sam Petit')
    await page.getByLabel('Adresse professionnelle').fill('sam@example.org')
    await page.getByRole('button', { name: 'Ajouter ce contact' }).click()
    expect(await page.getByRole('status').first().textContent()).toContain('sam@example.org')
    const [event] = await sandbox.app.ledger.events.list({ source: own.source, limit: 1 })
    expect(event?.actor).toContain('gestionnaire@example.org')
  })

  test('the gestionnaire: a timetable, a plan refused then approved and sent to DORA, a pass seen to its end', async () => {
    const { page } = visit
    const { ledger } = sandbox.app
    const source = UNREAD[at] ?? ''
    await comeIn('gestionnaire')
    await page.goto(`${sandbox.url}/sources/${source}`)
    await page.getByLabel('Rythme').selectOption('mois')
    await page.getByRole('button', { name: 'Enregistrer l’horaire' }).click()
    expect(await said()).toContain('nouvel horaire est enregistré')

    const proposed = async (): Promise<string> => {
      await page.goto(`${sandbox.url}/sources/${source}`)
      await page.getByRole('button', { name: 'Simuler' }).click()
      const last = async () => (await ledger.listRuns({ source, limit: 1 }))[0]
      await expect.poll(async () => (await last())?.state, { timeout: 20_000 }).toBe('simulated')
      const run = await last()
      await page.goto(`${sandbox.url}/passages/${run?.id}`)
      await page.getByRole('link', { name: 'Voir le plan de ce passage' }).click()
      return run?.plan ?? ''
    }
    const refused = await proposed()
    await page.getByLabel('Raison du refus').first().fill('Pas avant la réunion de lundi.')
    await page.getByRole('button', { name: 'Refuser tout le plan' }).click()
    expect(await said()).toContain('Le plan est refusé')
    expect((await ledger.plans.read(refused))?.state).toBe('refused')
    expect(await ledger.links.list(source)).toEqual([])

    // The refusal holds: the same values are not proposed again, until it is taken back.
    await proposed()
    expect(await page.getByRole('button', { name: 'Approuver et appliquer' }).count()).toBe(0)
    for (;;) {
      await page.goto(`${sandbox.url}/regles?source=${encodeURIComponent(source)}`)
      const revoke = page.getByRole('button', { name: /^Révoquer/ })
      if ((await revoke.count()) === 0) break
      await revoke.first().click()
      expect(await said()).toContain('Révoquée')
    }

    const approved = await proposed()
    await page.getByRole('button', { name: 'Approuver et appliquer' }).click()
    expect(await said()).toContain('Le plan est approuvé')
    await expect.poll(async () => (await ledger.plans.read(approved))?.state, { timeout: 20_000 }).toBe('applied')
    await page.goto(`${sandbox.url}/plans/${approved}`)
    expect(await page.locator('main').textContent()).toMatch(/appliqué par .*gestionnaire/i)
    expect((await ledger.links.list(source)).length).toBeGreaterThan(0)

    await page.goto(`${sandbox.url}/sources/${source}`)
    await page.getByRole('button', { name: 'Lancer un passage' }).click()
    await expect
      .poll(async () => (await ledger.listRuns({ source, limit: 1 }))[0]?.state, { timeout: 20_000 })
      .toBe('succeeded')
    await page.goto(`${sandbox.url}/sources/${source}`)
    await page.locator('table a[href^="/passages/"]').first().click()
    expect(await page.locator('main').textContent()).toContain('réussi')
  })

  test('the gestionnaire: an answer to every kind of request', async () => {
    const { page } = visit
    const { ledger } = sandbox.app
    await comeIn('gestionnaire')
    const { source, key } = own
    const conflict: Conflict = { field: 'feeDetails', base: null, ours: 'Gratuit', theirs: '5 euros' }
    const structure = {
      structureKey: `essai-${at}`,
      name: 'Essais',
      siret: '13002526500013',
      draft: {},
      candidates: [],
    }
    const word = { value: `mot ${at}`, field: 'publics', referential: 'publics', nearest: [], offers: [], address: '' }
    const refused = {
      code: 'telephone',
      key: null,
      where: '',
      field: null,
      received: null,
      expected: '',
      whose: 'partenaire' as const,
    }
    const dismiss = () => page.getByRole('button', { name: 'Classer sans suite' }).click()
    const asked: (NewQuestion & { answer: () => Promise<unknown> })[] = [
      {
        kind: 'match',
        detail: { slug: null, score: 0.7, reasons: ['nom proche'], structure: 'Essais' },
        answer: () => page.getByRole('button', { name: 'Non, en créer un nouveau' }).click(),
      },
      {
        kind: 'structure',
        detail: { ...structure, reason: 'DORA ne la connaît pas' },
        answer: async () => {
          await page.getByRole('radio', { name: /la créer dans DORA/ }).check()
          await page.getByRole('button', { name: 'Enregistrer' }).click()
        },
      },
      {
        kind: 'conflict',
        detail: { slug: null, fields: [conflict] },
        answer: async () => {
          await page.getByLabel('Votre choix pour Précisions sur les frais').selectOption('theirs')
          await page.getByRole('button', { name: 'Enregistrer mes choix' }).click()
        },
      },
      {
        kind: 'unknown-value',
        detail: word,
        answer: async () => {
          await page.getByLabel('Ce mot veut dire').selectOption({ label: 'Femmes' })
          await page.getByRole('button', { name: 'Enregistrer ce sens' }).click()
        },
      },
      { kind: 'doubt', detail: { operation: 'step_0', kind: 'create', intended: '', slugs: [] }, answer: dismiss },
      { kind: 'rejection', detail: { ...refused, message: 'Le téléphone est faux.' }, answer: dismiss },
    ]
    for (const { answer, ...question } of asked) {
      const { kind } = question
      const subject = `essai:${kind}:${at}`
      await ledger.inbox.put({ ...question, source, key, subject, title: `Essai ${kind}`, run: null })
      const item = (await ledger.openInbox({ kind })).find(each => each.subject === subject)
      await page.goto(`${sandbox.url}/a-traiter/${item?.id}`)
      await answer()
      await page.waitForLoadState()
      const kept = await ledger.inbox.read(item?.id ?? '')
      expect([kind, kept?.closed === null, kept?.decidedBy]).toEqual([
        kind,
        false,
        expect.stringContaining('gestionnaire@example.org'),
      ])
    }
  })

  test('the gestionnaire: what partners asked, a campaign, a new person, a link that is taken back', async () => {
    const { page } = visit
    const { access, desk } = sandbox.portal
    await comeIn('gestionnaire')
    const contact = { partner: own.partner, email: `dominique${at}@example.org`, name: `Dominique ${at}` }
    const { url } = await access.partnerLink(await access.addContact(contact, 'test'), 'test', { mail: false })
    const holder = await openVisit(browser)
    try {
      await enter(holder.page, url)
      const ask = (title: string) =>
        desk.ledger.statements.add({
          partner: own.partner,
          offer: { source: own.source, key: own.key },
          title,
          body: { kind: 'withdrawal', reason: 'Fini.' },
          by: contact.email,
        })
      const [yes, no] = [await ask('Retrait : oui'), await ask('Retrait : non')]
      await page.goto(`${sandbox.url}/demandes/${yes.id}`)
      await page.getByRole('button', { name: 'Accepter' }).click()
      expect(await said()).toContain('retrait est accepté')
      await page.goto(`${sandbox.url}/demandes/${no.id}`)
      await page.getByLabel('Raison du refus, que le partenaire lira').fill('Elle reprend en mars.')
      await page.getByRole('button', { name: 'Refuser' }).click()
      expect(await said()).toContain('demande est refusée')
      await holder.page.goto(`${sandbox.url}/mes-offres`)
      expect(await holder.page.locator('main').textContent()).toContain('Elle reprend en mars.')

      // Accepted, the withdrawal archived in DORA at once; the gestionnaire brings the very service back.
      const link = () => sandbox.app.ledger.links.read(own.source, own.key)
      expect((await link())?.status).toBe('ARCHIVED')
      await page.goto(`${sandbox.url}/offres/${encodeURIComponent(own.source)}/${encodeURIComponent(own.key)}`)
      await page.getByRole('button', { name: 'Remettre en ligne' }).click()
      await expect.poll(async () => (await link())?.status, { timeout: 20_000 }).toBe('PUBLISHED')

      await page.goto(`${sandbox.url}/campagnes`)
      for (const box of await page.getByRole('checkbox').all()) await box.check()
      await page.getByRole('button', { name: 'Voir la lettre avant d’envoyer' }).click()
      // The same words left in the journey before: said, and to be wanted.
      const again = page.getByRole('checkbox', { name: 'L’envoyer quand même une seconde fois' })
      expect(await again.count()).toBe(at === 0 ? 0 : 1)
      if (at > 0) await again.check()
      await page.getByRole('button', { name: /^Envoyer \d+\smessages?$/ }).click()
      expect(await said()).toMatch(/messages? partis?/)
      expect(sandbox.portal.outbox?.list().some(mail => mail.to === contact.email)).toBe(true)

      await page.goto(`${sandbox.url}/personnes`)
      await page.getByLabel('Nom').fill('Noa Petit')
      await page.getByLabel('Adresse professionnelle').fill(`noa${at}@example.org`)
      await page.getByRole('button', { name: 'Inviter' }).click()
      expect(await said()).toContain(`noa${at}@example.org`)

      await page.goto(`${sandbox.url}/partenaires/${own.partner}`)
      for (;;) {
        const buttons = page.getByRole('button', { name: `Retirer ce lien de ${contact.name}` })
        if ((await buttons.count()) === 0) break
        await buttons.first().click()
        expect(await said()).toContain('Le lien ne sert plus')
      }
      await holder.page.goto(`${sandbox.url}/mes-offres`)
      expect(await holder.page.locator('h1').textContent()).toBe('Se connecter')
    } finally {
      await holder.close()
    }
  })

  test('a partner: from the link alone, confirm (DORA is told), correct, declare, spreadsheet', async () => {
    const { page } = visit
    await comeIn('partenaire')
    const before = sandbox.app.dora.sandbox?.log().length ?? 0
    await page.getByRole('button', { name: `C’est toujours exact : ${own.name}` }).click()
    expect(await page.getByRole('status').first().textContent()).toContain('DORA est prévenu')
    const calls = sandbox.app.dora.sandbox?.log().slice(before) ?? []
    expect(calls.filter(call => call.write && call.committed)).toHaveLength(1)

    await page.getByRole('link', { name: `Voir et corriger : ${own.name}` }).click()
    expect(await page.locator('main').textContent()).toContain('Affiché par DORA')
    await page.getByRole('link', { name: 'Corriger', exact: true }).click()
    await page.getByRole('textbox', { name: /^Téléphone/ }).fill('02 99 00 00 0')
    await page.getByRole('button', { name: 'Proposer ces corrections' }).click()
    expect(await page.getByRole('alert').textContent()).toContain('dix chiffres')
    expect(await page.title()).toMatch(/^Erreur/)
    expect(await page.getByRole('textbox', { name: /^Téléphone/ }).getAttribute('aria-invalid')).toBe('true')
    await page.getByRole('textbox', { name: /^Téléphone/ }).fill('02 99 00 00 01')
    await page.getByRole('button', { name: 'Proposer ces corrections' }).click()
    expect(await page.getByRole('status').first().textContent()).toContain('transmises au gestionnaire')

    await unfold()
    await page.getByRole('link', { name: 'Déclarer une offre' }).first().click()
    await page.getByLabel('Nom', { exact: true }).fill(`Café des essais ${at}`)
    await page.getByLabel('Description').fill('Un café où l’on parle de ses essais, chaque jeudi.')
    await page.getByRole('checkbox', { name: 'Jeunes' }).check()
    await page.getByRole('button', { name: 'Déclarer cette offre' }).click()
    await page.getByRole('button', { name: 'Transmettre quand même, en brouillon' }).click()
    expect(await page.getByRole('status').first().textContent()).toContain('transmise au gestionnaire')

    const file = join(tmpdir(), `dora-sync-offres-${process.pid}.xlsx`)
    const values: Record<string, string> = {
      id: '7',
      nom: 'Atelier',
      description: 'Un atelier de plus.',
      structure_nom: 'Structure',
      courriel: 'faux',
    }
    await writeFile(
      file,
      await writeXlsx({
        sheets: [
          {
            name: 'Offres',
            rows: [
              DECLARED_COLUMNS.map(column => column.label),
              DECLARED_COLUMNS.map(column => values[column.field] ?? ''),
            ],
          },
        ],
      }),
    )
    await unfold()
    await page.getByRole('link', { name: 'Envoyer un tableur' }).first().click()
    await page.getByLabel('Votre fichier').setInputFiles(file)
    await page.getByRole('button', { name: 'Envoyer' }).click()
    expect(await page.locator('table tbody').first().textContent()).toMatch(/T2[\s\S]*nom@domaine\.fr/)
  })

  test('a partner: withdraw an offer, then ask not to be read any more', async () => {
    const { page } = visit
    await comeIn('partenaire')
    await page.getByRole('link', { name: `Voir et corriger : ${own.name}` }).click()
    await page.getByRole('link', { name: 'Retirer', exact: true }).click()
    await page.getByLabel('Pourquoi').fill(`L’atelier s’est arrêté (${at}).`)
    await page.getByRole('button', { name: 'Demander le retrait' }).click()
    expect(await said()).toContain('transmise au gestionnaire')
    await unfold()
    await page.getByRole('link', { name: 'Ne plus être lu' }).click()
    await page.getByRole('button', { name: 'Ne plus lire mon site' }).click()
    expect(await said()).toContain('n’est plus lu')
    expect(await sandbox.app.ledger.stops.standing(own.partner)).toMatchObject({ partner: own.partner })
  })

  test('the DDETS: the report, a frozen one, its exports, definitions', async () => {
    const { page } = visit
    await comeIn('ddets')
    expect(await page.locator('h1').textContent()).toBe('Deux pages pour le préfet')
    const href = await page.getByRole('link', { name: 'Excel' }).first().getAttribute('href')
    const answer = await page.context().request.get(`${sandbox.url}${href}`)
    expect(answer.headers()['content-type']).toContain('spreadsheetml')
    expect((await answer.body()).subarray(0, 2).toString()).toBe('PK')
    await page.getByRole('link', { name: 'Les chiffres et leur définition' }).first().click()
    expect(await page.locator('main').textContent()).toContain('Limites')
    await page.goto(`${sandbox.url}/rapport/comparaison`)
    await page.getByRole('button', { name: 'Comparer' }).click()
    expect(await page.locator('main').textContent()).toContain('Ce qui a changé')
    for (const [name, media] of [
      ['OpenDocument', 'opendocument'],
      ['JSON', 'json'],
      ['CSV', 'csv'],
    ] as const) {
      await page.goto(`${sandbox.url}/rapport`)
      const file = await page
        .getByRole('link', { name: new RegExp(`^${name}`) })
        .first()
        .getAttribute('href')
      expect((await page.context().request.get(sandbox.url + file)).headers()['content-type']).toContain(media)
    }
    await page.goto(`${sandbox.url}/sources`)
    expect(await page.locator('h1').textContent()).toBe('Page réservée')
  })

  test('anybody: the robot presents itself, the catalogue is there for programs', async () => {
    const { page } = visit
    await page.goto(`${sandbox.url}/stats`)
    await page.getByRole('link', { name: 'Le robot qui lit les sites' }).click()
    expect(await page.locator('main').textContent()).toContain('Disallow: /')
    for (const file of ['services.json', 'structures.csv'])
      expect((await page.context().request.get(`${sandbox.url}/feed/${file}`)).status()).toBe(200)
  })
})

test('a pass under way is seen live with JavaScript, can be held still, and has a plain link without', async () => {
  const { ledger } = sandbox.app
  const run = await ledger.runs.begin(owned[0]?.source ?? '', 'test')
  const end = { state: 'failed', outcome: null, report: null, plan: null, message: 'Fini pour l’essai.' } as const
  const [live, plain] = [await openVisit(browser), await openVisit(browser, { javaScript: false })]
  try {
    for (const visit of [live, plain]) {
      await enter(visit.page, await managerLink())
      await visit.page.goto(`${sandbox.url}/passages/${run}`)
    }
    expect(await plain.page.getByRole('link', { name: 'Suspendre l’actualisation' }).isVisible()).toBe(false)
    await live.page.getByRole('link', { name: 'Suspendre l’actualisation' }).click()
    await live.page.getByRole('link', { name: 'Reprendre l’actualisation' }).click()
    await ledger.runs.finish(run, end)
    await expect.poll(() => live.page.locator('main').textContent(), { timeout: 15_000 }).toContain(end.message)
    expect(await live.page.locator('[data-hx-get]').count()).toBe(0)
    await plain.page.getByRole('link', { name: 'Actualiser' }).click()
    expect(await plain.page.locator('main').textContent()).toContain(end.message)
  } finally {
    await live.close()
    await plain.close()
  }
})

test('a filter and an offer beside the list renew the list alone: what is ticked goes with its offer; back goes back', async () => {
  const visit = await openVisit(browser)
  const { page } = visit
  try {
    await enter(page, await managerLink())
    await page.goto(`${sandbox.url}/offres`)
    const mark = 'window.same === true'
    await page.evaluate('window.same = true')
    const box = page.locator('main th[scope=row] input').nth(3)
    const ticked = await box.getAttribute('value')
    await box.check()
    await page.locator('main th[scope=row] a').nth(3).click()
    await page.locator('#cote').waitFor()
    expect(await page.evaluate('document.activeElement.getAttribute("aria-current")')).toBe('true')
    expect(await page.locator('main th[scope=row] input:checked').getAttribute('value')).toBe(ticked)
    await page.getByRole('link', { name: 'Fermer l’offre' }).click()
    await page.locator('#cote').waitFor({ state: 'detached' })
    // A search whose answer is late does not close what was opened after it.
    const held = Promise.withResolvers<void>()
    await page.route(/[?]q=atelier/, async route => {
      await held.promise
      await route.continue().catch(() => undefined)
    })
    await page.locator('[name=q]').fill('atelier')
    await page.locator('main th[scope=row] a').first().click()
    await page.locator('#cote').waitFor()
    held.resolve()
    await page.waitForLoadState('networkidle')
    expect(await page.locator('#cote').count()).toBe(1)
    await page.locator('[name=q]').fill('zzz introuvable')
    await page.getByText('Aucune offre montrée.').waitFor()
    expect(await page.getByRole('link', { name: 'Tout voir', exact: true }).count()).toBe(1)
    await page.locator('[name=q]').fill('numerique')
    await page.locator('main th[scope=row] input').first().waitFor()
    const still = await page.locator('main th[scope=row] input:checked').all()
    expect(await Promise.all(still.map(each => each.getAttribute('value')))).toEqual(still.map(() => ticked))
    expect(await page.evaluate(mark)).toBe(true)
    await page.goBack()
    await page.getByText('Aucune offre montrée.').waitFor()
  } finally {
    await visit.close()
  }
})

test('a pass asked for from the page of a source ends there by itself, with what it changed', async () => {
  const { ledger } = sandbox.app
  const source = owned[0]?.source ?? ''
  const visit = await openVisit(browser)
  const { page } = visit
  try {
    await enter(page, await managerLink())
    await ledger.sources.ask(source, 'test')
    await page.goto(`${sandbox.url}/sources/${source}`)
    expect(await page.locator('#etat [role=status]').textContent()).toContain('attend son tour')
    const run = await ledger.runs.begin(source, 'test')
    await page.getByText('Passage en cours depuis').waitFor()
    await ledger.runs.finish(run, { state: 'failed', outcome: null, report: null, plan: null, message: 'Fini ici.' })
    await page.getByText('Passage fini, échoué').waitFor()
    expect(await page.getByRole('link', { name: 'Voir ce passage' }).getAttribute('href')).toBe(`/passages/${run}`)
    expect(await page.locator('[data-hx-get]').count()).toBe(0)
  } finally {
    await visit.close()
  }
})

test('what a week asks for, from the first page, in five clicks at the most', async () => {
  const visit = await openVisit(browser)
  const { page } = visit
  const counted = new Map<string, number>()
  let task = ''
  const from = async (name: string) => {
    task = name
    await page.goto(`${sandbox.url}/`)
  }
  const click = async (target: Locator) => {
    counted.set(task, (counted.get(task) ?? 0) + 1)
    await target.first().click()
    await page.waitForLoadState('load')
  }
  const link = (name: string | RegExp) => page.getByRole('link', { name })
  const button = (name: string | RegExp) => page.getByRole('button', { name })
  const main = () => page.locator('main').textContent()
  const menu = (name: string) =>
    page.getByRole('navigation', { name: 'Navigation principale' }).getByRole('link', { name })
  // One whom nobody walked with: the others asked not to be read any more.
  const own = owned[3]
  if (!own) throw new Error('no partner left')
  const put = async (subject: string) => {
    const detail = { slug: null, score: 0.7, reasons: ['nom proche'], structure: 'Essais' }
    const question = {
      kind: 'match',
      detail,
      source: own.source,
      key: 'essai-semaine',
      subject,
      title: subject,
      run: null,
    } as const
    await sandbox.app.ledger.inbox.put(question)
  }
  const open = () => sandbox.app.ledger.inbox.openOf(own.source, ['match'])
  const waits = async () => (await open()).some(({ subject }) => subject === 'semaine:1')
  try {
    await enter(page, await managerLink())
    await put('semaine:1')

    await from('comprendre ce qui attend')
    await click(page.locator('ol.tasks a.button'))
    expect(new URL(page.url()).pathname).not.toBe('/')

    await from('répondre à une question')
    await click(menu('À traiter'))
    await click(
      page.locator(`main a[href="/a-traiter/${(await open()).find(each => each.subject === 'semaine:1')?.id}"]`),
    )
    await click(button('Non, en créer un nouveau'))
    await expect.poll(waits).toBe(false)

    await from('revenir sur une réponse')
    await click(menu('À traiter'))
    await click(button(/^Annuler la réponse.*semaine/))
    expect(await page.getByRole('status').first().textContent()).toContain('de nouveau ouverte')

    await from('trouver une offre')
    await page.getByRole('searchbox', { name: 'Chercher une offre' }).fill(own.name)
    await click(button('Chercher'))
    await click(link(own.name))
    await page.getByRole('heading', { name: /^Pourquoi c’est écrit/ }).waitFor()

    await from('corriger ce qui est mal lu')
    await page.getByRole('searchbox', { name: 'Chercher une offre' }).fill(own.name)
    await click(button('Chercher'))
    await click(link(own.name))
    await click(link('Corriger ce qui est mal lu'))
    await page.getByRole('textbox', { name: /^Téléphone/ }).fill('02 99 00 00 07')
    await click(page.locator('main form button').last())
    expect(await page.getByRole('status').count()).toBeGreaterThan(0)

    await from('lancer un passage')
    await click(menu('Sources'))
    await click(page.locator(`a[href="/sources/${own.source}"]`))
    await click(button('Lancer un passage'))
    expect(await page.getByRole('status').first().textContent()).toContain('lancé')

    await from('lire le rapport')
    await click(menu('Rapport'))
    expect(await page.locator('h1').textContent()).toContain('préfet')

    await from('envoyer le rapport')
    await click(menu('Rapport'))
    await click(link('Envoyer à la DDETS'))
    expect(await button('Envoyer et garder une copie').count()).toBe(1)

    await from('donner accès à quelqu’un')
    await click(menu('Administration'))
    await click(link('Personnes'))
    await page.getByLabel('Nom').fill('Noé Semaine')
    await page.getByLabel('Adresse professionnelle').fill('noe@example.org')
    await click(button('Inviter'))
    expect(await main()).toContain('noe@example.org')

    await page.goto(`${sandbox.url}/offres`)
    for (const key of ['j', 'j', 'k']) await page.keyboard.press(key)
    const rows = page.locator('main th[scope=row] a')
    const focused = () => page.evaluate<string>("document.activeElement.getAttribute('href')")
    expect(await focused()).toBe(await rows.first().getAttribute('href'))
    await page.getByText('Raccourcis clavier').click()
    await page.getByLabel('Raccourcis actifs dans ce navigateur').uncheck()
    await rows.nth(1).focus()
    await page.keyboard.press('k')
    expect(await focused()).toBe(await rows.nth(1).getAttribute('href'))
  } finally {
    await visit.close()
  }
  process.stdout.write(`${[...counted].map(([name, clicks]) => `${name} : ${clicks}`).join('\n')}\n`)
  expect([...counted].filter(([, clicks]) => clicks > 5)).toEqual([])
})
