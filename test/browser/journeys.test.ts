import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeXlsx } from 'hucre/xlsx'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DECLARED_COLUMNS } from '../../src/harvest/declaration/template.ts'
import { enter, openChromium, overflow, type Visit, violations } from './chromium.ts'
import { type SandboxPortal, startSandboxPortal } from './sandbox-portal.ts'

let sandbox: SandboxPortal
/** A partner that has offers, one of them published. */
let own: { partner: string; source: string; key: string; name: string; slug: string }
beforeAll(async () => {
  sandbox = await startSandboxPortal()
  const links = await sandbox.app.ledger.links.list()
  const link = links.find(each => each.status === 'PUBLISHED')
  const offer = link && (await sandbox.app.ledger.offers.read(link.source, link.key))
  const config = sandbox.app.sources.find(each => each.config.id === link?.source)?.config
  if (!link || !offer || !config) throw new Error('the first pass published nothing')
  own = { partner: config.partner, source: link.source, key: link.key, name: offer.name, slug: link.slug }
}, 120_000)
afterAll(() => sandbox?.close())

async function managerLink(): Promise<string> {
  const [link] = await sandbox.portal.demoLinks()
  return link?.url ?? ''
}
async function readerLink(): Promise<string> {
  return (await sandbox.portal.demoLinks())[1]?.url ?? ''
}
async function partnerLink(): Promise<string> {
  const { access } = sandbox.portal
  const contact = await access.addContact(
    { partner: own.partner, email: 'alex@example.org', name: 'Alex Martin' },
    'test',
  )
  return (await access.partnerLink(contact, 'test', { mail: false })).url
}

/** Nothing wrong for axe in the light and in the dark, nothing wider than the window, one h1, French. */
async function expectSound(page: Page): Promise<void> {
  const at = new URL(page.url()).pathname
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect([at, colorScheme, await violations(page)]).toEqual([at, colorScheme, []])
  }
  expect([at, await page.locator('h1').count()]).toEqual([at, 1])
  expect([at, await page.locator('html').getAttribute('lang')]).toEqual([at, 'fr'])
  for (const width of [1280, 640, 375, 320]) {
    await page.setViewportSize({ width, height: 900 })
    expect([at, width, await overflow(page)]).toEqual([at, width, 0])
  }
  await page.setViewportSize({ width: 1280, height: 900 })
}

test('the checks of this file can fail', async () => {
  const visit = await openChromium()
  try {
    await visit.page.setContent(
      '<html lang="fr"><main><h1>x</h1><img src="x"><p style="width:3000px">large</p></main></html>',
    )
    expect((await violations(visit.page)).join(' ')).toContain('image-alt')
    expect(await overflow(visit.page)).toBeGreaterThan(1000)
  } finally {
    await visit.close()
  }
})

describe.each([
  { mode: 'with JavaScript', javaScript: true, width: 1280 },
  { mode: 'without JavaScript', javaScript: false, width: 1280 },
  { mode: 'on a phone, without JavaScript', javaScript: false, width: 375 },
])('$mode', ({ javaScript, width }) => {
  let visit: Visit
  beforeAll(async () => {
    visit = await openChromium({ javaScript, width })
  })
  afterAll(() => visit?.close())

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
    await page.getByRole('button', { name: 'Se déconnecter' }).click()
    await page.goto(`${sandbox.url}/offres`)
    expect(await page.locator('h1').textContent()).toBe('Se connecter')
  })

  test('the gestionnaire: dashboard, a source (try a timetable, simulate, pause, resume), an offer, an inbox item, a partner’s contact', async () => {
    const { page } = visit
    await enter(page, await managerLink())
    expect(await page.locator('h1').textContent()).toBe('Tableau de bord')
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
    await page.getByLabel('Mots du nom').fill(own.name.slice(0, 20))
    await page.getByRole('button', { name: 'Chercher' }).click()
    await page.getByRole('link', { name: own.name, exact: true }).first().click()
    expect(await page.locator('main').textContent()).toContain('D’où vient chaque valeur')

    await page.goto(`${sandbox.url}/a-traiter`)
    await page.locator('ul.cards a').first().click()
    expect(await page.getByRole('button').count()).toBeGreaterThan(1)

    await page.goto(`${sandbox.url}/partenaires/${own.partner}`)
    await page.getByLabel('Nom').fill('Sam Petit')
    await page.getByLabel('Adresse professionnelle').fill('sam@example.org')
    await page.getByRole('button', { name: 'Ajouter et envoyer son lien' }).click()
    expect(await page.getByRole('status').first().textContent()).toContain('sam@example.org')
    const [event] = await sandbox.app.ledger.events.list({ source: own.source, limit: 1 })
    expect(event?.actor).toContain('gestionnaire@example.org')
  })

  test('a partner: from the link alone, confirm (DORA is told), correct, declare, spreadsheet', async () => {
    const { page } = visit
    await enter(page, await partnerLink())
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

    await page.getByRole('link', { name: 'Déclarer une offre' }).first().click()
    await page.getByLabel('Nom', { exact: true }).fill('Café des essais')
    await page.getByLabel('Description').fill('Un café où l’on parle de ses essais, chaque jeudi.')
    await page.getByRole('checkbox', { name: 'Jeunes' }).check()
    await page.getByRole('button', { name: 'Déclarer cette offre' }).click()
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
    await page.getByRole('link', { name: 'Envoyer un tableur' }).first().click()
    await page.getByLabel('Votre fichier').setInputFiles(file)
    await page.getByRole('button', { name: 'Envoyer' }).click()
    expect(await page.locator('table tbody').first().textContent()).toMatch(/T2[\s\S]*nom@domaine\.fr/)
  })

  test('the DDETS: the report, a frozen one, its exports, definitions', async () => {
    const { page } = visit
    await enter(page, await readerLink())
    expect(await page.locator('h1').textContent()).toMatch(/^Rapport de couverture au/)
    const href = await page.getByRole('link', { name: 'Excel' }).first().getAttribute('href')
    const answer = await page.context().request.get(`${sandbox.url}${href}`)
    expect(answer.headers()['content-type']).toContain('spreadsheetml')
    expect((await answer.body()).subarray(0, 2).toString()).toBe('PK')
    await page.getByRole('link', { name: 'Définitions' }).first().click()
    expect(await page.locator('main').textContent()).toContain('Limites')
    await page.goto(`${sandbox.url}/sources`)
    expect(await page.locator('h1').textContent()).toBe('Page réservée')
  })
})

describe('each page', () => {
  const encoded = (part: string) => encodeURIComponent(part)
  async function pagesOf(role: 'public' | 'gestionnaire' | 'ddets' | 'partenaire'): Promise<string[]> {
    const { ledger } = sandbox.app
    const offer = `${encoded(own.source)}/${encoded(own.key)}`
    switch (role) {
      case 'public':
        return [
          '/',
          '/stats',
          '/connexion',
          '/connexion/lien/x',
          '/p/x',
          '/robot',
          '/mentions-legales',
          '/donnees-personnelles',
          '/accessibilite',
          '/boite-d-envoi',
          '/nulle-part',
        ]
      case 'gestionnaire': {
        const items = new Map((await ledger.openInbox()).map(item => [item.kind, item.id]))
        const [statement] = await sandbox.portal.desk.statements.list({})
        const [run] = await ledger.listRuns({ limit: 1 })
        const [plan] = await ledger.plans.list({ limit: 1 })
        return [
          ...[
            '/',
            '/a-traiter',
            '/sources',
            `/sources/${own.source}`,
            '/passages',
            `/passages/${run?.id}`,
            '/plans',
            `/plans/${plan?.id}`,
          ],
          ...[...items.values()].map(id => `/a-traiter/${id}`),
          ...[
            '/offres',
            '/offres?q=zzz',
            `/offres/${offer}`,
            '/partenaires',
            `/partenaires/${own.partner}`,
            '/campagnes',
            `/demandes/${statement?.id}`,
          ],
          ...[
            '/administration',
            '/alertes',
            '/personnes',
            '/journal',
            '/reglages',
            '/rapport/archives',
            '/rapport/comparaison',
          ],
        ]
      }
      case 'ddets':
        return ['/rapport', '/rapport/definitions']
      case 'partenaire':
        return [
          '/mes-offres',
          `/mes-offres/${offer}`,
          `/mes-offres/${offer}/corriger`,
          `/mes-offres/${offer}/retirer`,
          '/declarer',
          '/tableur',
          '/arreter',
        ]
    }
  }
  test.each(['public', 'gestionnaire', 'ddets', 'partenaire'] as const)(
    '%s: axe finds nothing, light and dark; no sideways scroll down to 320 px (zoom of 400 per cent)',
    async role => {
      const visit = await openChromium()
      try {
        if (role === 'gestionnaire') await enter(visit.page, await managerLink())
        if (role === 'ddets') await enter(visit.page, await readerLink())
        if (role === 'partenaire') await enter(visit.page, await partnerLink())
        const loud: string[] = []
        visit.page.on('console', message => message.type() === 'error' && loud.push(message.text()))
        for (const path of await pagesOf(role)) {
          const answer = await visit.page.goto(sandbox.url + path)
          expect([path, answer?.status()]).toEqual([path, path === '/nulle-part' ? 404 : 200])
          await expectSound(visit.page)
        }
        expect(loud.filter(line => !line.includes('404'))).toEqual([])
      } finally {
        await visit.close()
      }
    },
    180_000,
  )

  test('a pass under way is seen live with JavaScript, can be held still, and has a plain link without', async () => {
    const { ledger } = sandbox.app
    const run = await ledger.runs.begin(own.source, 'test')
    const end = { state: 'failed', outcome: null, report: null, plan: null, message: 'Fini pour l’essai.' } as const
    const [live, plain] = [await openChromium(), await openChromium({ javaScript: false })]
    try {
      for (const visit of [live, plain]) {
        await enter(visit.page, await managerLink())
        await visit.page.goto(`${sandbox.url}/passages/${run}`)
        expect(await visit.page.getByRole('link', { name: 'Actualiser' }).count()).toBe(1)
      }
      await live.page.getByRole('button', { name: 'Suspendre l’actualisation' }).click()
      expect(await live.page.getByRole('button', { name: 'Reprendre l’actualisation' }).count()).toBe(1)
      await live.page.getByRole('button', { name: 'Reprendre l’actualisation' }).click()
      await ledger.runs.finish(run, end)
      await expect.poll(() => live.page.locator('main').textContent(), { timeout: 15_000 }).toContain(end.message)
      await plain.page.getByRole('link', { name: 'Actualiser' }).click()
      expect(await plain.page.locator('main').textContent()).toContain(end.message)
    } finally {
      await live.close()
      await plain.close()
    }
  })

  test('the keyboard reaches the skip link first, the content, then each control in the order it is read, always visibly', async () => {
    const visit = await openChromium()
    const { page } = visit
    try {
      await enter(page, await partnerLink())
      await page.goto(`${sandbox.url}/declarer`)
      await page.keyboard.press('Tab')
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Aller au contenu')
      await page.keyboard.press('Enter')
      const seen: { top: number; outlined: boolean; label: string }[] = []
      for (let i = 0; i < 25; i += 1) {
        await page.keyboard.press('Tab')
        seen.push(
          (await page.evaluate(
            `(() => { const e = document.activeElement; const s = getComputedStyle(e); const r = e.getBoundingClientRect(); return { top: Math.round(r.top + scrollY), outlined: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2, label: e.id || e.textContent.slice(0, 30) } })()`,
          )) as { top: number; outlined: boolean; label: string },
        )
      }
      expect(seen.filter(each => !each.outlined)).toEqual([])
      const tops = seen.map(each => each.top)
      expect(tops).toEqual(tops.toSorted((a, b) => a - b))
      expect(new Set(seen.map(each => each.label)).size).toBeGreaterThan(20)
    } finally {
      await visit.close()
    }
  })
})
