import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { enter, openVisit, startChromium, type Visit } from './chromium.ts'
import { type SandboxPortal, startSandboxPortal } from './sandbox-portal.ts'

// A busy machine is not a fault.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 })

const PATIENT = { timeout: 60_000 }

let browser: Browser
let sandbox: SandboxPortal
let site: Server
let origin: string

/** Four blocks, their facts in sentences and lists: one of them says its hours in words that no label announces. */
const block = (name: string, when: string, who: string) =>
  `<div class="wp-block-group"><h3>${name}</h3><p>On apprend à son rythme, à trois ou quatre autour d’une table, avec un formateur.</p><ul><li><b>Public :</b> ${who}</li><li><b>Permanence :</b> ${when}</li><li><b>Adresse :</b> 8 rue des Exemples, 35000 Rennes</li><li><b>Coût :</b> gratuit</li></ul><p>Pour s’inscrire, appelez le 02 99 00 11 33. Sans rendez-vous le premier jour.</p></div>`
const NAMES = {
  '/apprendre': ['Lire et écrire', 'Parler en public', 'Compter pour travailler', 'Mon premier ordinateur'],
  '/jardin': ['Semer au printemps', 'Tailler les arbres', 'Composter chez soi', 'Bouturer les rosiers'],
}
const WHEN = [
  'le lundi de 9 h à 11 h',
  'le mardi de 14 h à 16 h',
  'le jeudi de 9 h à 11 h',
  'le vendredi de 10 h à 12 h',
]
const pageOf = (names: readonly string[]) =>
  `<!doctype html><html lang="fr"><head><title>Nos temps forts</title><script>document.title = 'piège'</script></head><body><nav><a href="/">Accueil</a></nav><main><h1>Apprendre ensemble</h1>${names.map((name, at) => block(name, WHEN[at] ?? '', 'demandeurs d’emploi')).join('')}</main></body></html>`

beforeAll(async () => {
  site = createServer((request, response) => {
    const names = Object.entries(NAMES).find(([path]) => path === request.url)?.[1]
    response.writeHead(names ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' })
    response.end(names ? pageOf(names) : '')
  })
  await new Promise<void>(resolve => site.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
  browser = await startChromium()
  sandbox = await startSandboxPortal({ unread: 'everything', settings: { TEACH_LOCAL: 'oui' } })
})
afterAll(async () => {
  await browser?.close()
  await sandbox?.close()
  await new Promise(resolve => site.close(resolve))
})

describe.each([
  { mode: 'with JavaScript', path: '/apprendre', javaScript: true, width: 1280 },
  { mode: 'on a phone, without JavaScript', path: '/jardin', javaScript: false, width: 375 },
])('$mode', ({ path, javaScript, width }) => {
  let visit: Visit
  let page: Page
  let clicks = 0
  let attempts = 0
  beforeEach(async () => {
    attempts += 1
    visit = await openVisit(browser, { javaScript, width })
    page = visit.page
    clicks = 0
    await enter(page, (await sandbox.portal.demoLinks())[0]?.url ?? '')
  })
  afterEach(async () => {
    expect(visit.noise).toEqual([])
    await visit.close()
  })
  const press = async (role: 'button' | 'link', name: string | RegExp) => {
    clicks += 1
    await page.getByRole(role, { name }).first().click()
  }

  const lastPart = () => new URL(page.url()).pathname.split('/').at(-1) ?? ''

  test('a page of four blocks: shown where a field is, undone, kept, simulated, approved, public', async () => {
    await page.goto(`${sandbox.url}/sources`)
    await press('link', 'Ajouter une source')
    await page.getByLabel('Partenaire et action').first().selectOption('apase 5/accompagnement')
    await page.getByLabel('Adresse de la page').fill(`${origin}${path}`)
    await press('button', 'Regarder cette page')
    await expect.poll(() => page.locator('main').textContent(), PATIENT).toMatch(/4\soffres/)
    await press('link', /Conditions d’accès/)
    if (javaScript) {
      clicks += 1
      // The page may be pointed at once its script is there.
      await page.frameLocator('iframe').locator('body.pointing').getByText('Pour s’inscrire, appelez').first().click()
    } else {
      await page.getByRole('radio', { name: /Pour s’inscrire/ }).check()
      clicks += 1
      await press('button', 'Lire ici')
    }
    const shown = page.locator('#champ-conditions_acces')
    await expect.poll(() => shown.textContent(), PATIENT).toContain('montré par vous')
    expect(await shown.textContent()).toMatch(/4\ssur\s4/)
    await press('button', 'Annuler')
    await expect.poll(() => shown.textContent(), PATIENT).not.toContain('montré par vous')
    await page.getByLabel('Nom de la source').fill(`Source ${path.slice(1)} ${attempts}`)
    await page
      .getByRole('radio', { name: /^APASE/ })
      .first()
      .check()
    await press('button', 'Enregistrer et simuler')
    await page.waitForURL(/\/sources\/source-[^/]+$/)
    const source = lastPart()
    const last = async () => (await sandbox.app.ledger.listRuns({ source, limit: 1 }))[0]
    await expect.poll(async () => (await last())?.state, PATIENT).toBe('simulated')
    // From here on the pages are those of any source; test/portal/studio.test.ts goes to the end without JavaScript.
    if (!javaScript) return
    await page.reload()
    clicks += 1
    await page.locator('table a[href^="/passages/"]').first().click()
    await press('link', 'Voir le plan de ce passage')
    await page.waitForURL(/\/plans\/[^/]+$/)
    const plan = lastPart()
    await press('button', 'Approuver et appliquer')
    await expect.poll(async () => (await sandbox.app.ledger.plans.read(plan))?.state, PATIENT).toBe('applied')
    const links = await sandbox.app.ledger.links.list(source)
    expect(links.some(({ status }) => status === 'PUBLISHED')).toBe(true)
    expect(clicks).toBeLessThanOrEqual(12)
  })
})
