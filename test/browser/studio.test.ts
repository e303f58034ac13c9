import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { enter, openVisit, startChromium, type Visit } from './chromium.ts'
import { type SandboxPortal, startSandboxPortal } from './sandbox-portal.ts'
import { rowsFile, SEASONS, serveUnseenSites, type UnseenSites } from './unseen-sites.ts'

// A busy machine is not a fault.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 })

const PATIENT = { timeout: 120_000 }
/** From «Ajouter» to a public service: links and buttons that are pressed. */
const MOST_CLICKS = 12
/** What the form that keeps a lesson says once it is sent, and whether its button shows that it was; it is not sent yet, and may be again. */
const SENT = `(() => {
  const form = document.querySelector('form[action$="/garder"]')
  const held = event => event.preventDefault()
  form.addEventListener('submit', held)
  form.requestSubmit()
  form.removeEventListener('submit', held)
  const said = form.querySelector('[data-waiting-note]').textContent + form.querySelector('button').getAttribute('aria-disabled')
  dispatchEvent(new Event('pageshow'))
  return said
})()`
const LINE = 'apase 5/accompagnement'

let browser: Browser
let sandbox: SandboxPortal
let sites: UnseenSites

beforeAll(async () => {
  sites = await serveUnseenSites()
  browser = await startChromium()
  sandbox = await startSandboxPortal({ unread: 'everything', settings: { TEACH_LOCAL: 'oui' } })
})
afterAll(async () => {
  await browser?.close()
  await sandbox?.close()
  await sites?.close()
})

describe.each([
  { mode: 'with JavaScript', rank: 0, javaScript: true, width: 1280 },
  { mode: 'on a phone, without JavaScript', rank: 1, javaScript: false, width: 375 },
] as const)('from «Ajouter» to a public service, $mode', ({ mode, rank, javaScript, width }) => {
  const season = SEASONS[mode]
  let visit: Visit
  let page: Page
  let clicks: string[]
  let attempts = 0
  beforeEach(async () => {
    attempts += 1
    visit = await openVisit(browser, { javaScript, width })
    page = visit.page
    page.setDefaultTimeout(PATIENT.timeout)
    await enter(page, (await sandbox.portal.demoLinks())[0]?.url ?? '')
    await page.goto(`${sandbox.url}/sources`)
    clicks = []
    await press('link', 'Ajouter une source')
  })
  afterEach(async () => {
    expect(visit.noise).toEqual([])
    await visit.close()
  })
  const press = async (role: 'button' | 'link', name: string | RegExp) => {
    clicks.push(String(name))
    await page.getByRole(role, { name }).first().click()
  }
  const lastPart = () => new URL(page.url()).pathname.split('/').at(-1) ?? ''
  const main = async () => ((await page.locator('main').textContent()) ?? '').replaceAll(/\u00A0|\u202F/g, ' ')

  async function lookAt(path: string, found: string): Promise<void> {
    await page.getByLabel('Partenaire et action').first().selectOption(LINE)
    await page.getByLabel('Adresse de la page').fill(`${sites.origin}${path}`)
    await press('button', 'Regarder cette page')
    await expect.poll(main, PATIENT).toContain(found)
  }

  /** Keeps what is read: simulated, approved, carried out. @returns names that the public then sees */
  async function keep(name: string): Promise<string[]> {
    // Another attempt is another source.
    await page.getByLabel('Nom de la source').fill(`${name} ${rank} ${attempts}`)
    await page
      .getByRole('radio', { name: /^APASE/ })
      .first()
      .check()
    if (javaScript) expect(await page.evaluate(SENT)).toMatch(/^Le robot relit la source.*true$/)
    return published('Enregistrer et simuler')
  }

  async function published(button: string): Promise<string[]> {
    await press('button', button)
    await page.waitForURL(/\/sources\/(?!apprendre|ajouter)[^/]+$/)
    const source = lastPart()
    const last = async () => (await sandbox.app.ledger.listRuns({ source, limit: 1 }))[0]
    await expect.poll(async () => (await last())?.state, PATIENT).toBe('simulated')
    await page.reload()
    clicks.push('passage')
    await page.locator('table a[href^="/passages/"]').first().click()
    await press('link', 'Voir le plan de ce passage')
    await page.waitForURL(/\/plans\/[^/]+$/)
    const plan = lastPart()
    await press('button', 'Approuver et appliquer')
    await expect.poll(async () => (await sandbox.app.ledger.plans.read(plan))?.state, PATIENT).toBe('applied')
    process.stdout.write(`${clicks.length} clicks, ${mode}: ${clicks.join(' → ')}\n`)
    expect(clicks.length).toBeLessThanOrEqual(MOST_CLICKS)
    const offers = await sandbox.app.ledger.offerStates()
    return offers
      .filter(({ offer, status }) => offer.source === source && status === 'PUBLISHED')
      .map(({ offer }) => offer.name)
      .sort()
  }

  test('a page of four blocks: shown where a field is, undone, kept', async () => {
    await lookAt(`/s${rank}/blocs`, '4 offres')
    await press('link', /Conditions d’accès/)
    if (javaScript) {
      clicks.push('words of the page')
      // The page may be pointed at once its script is there.
      await page.frameLocator('iframe').locator('body.pointing').getByText('Pour s’inscrire, appelez').first().click()
    } else {
      await page.getByRole('radio', { name: /Pour s’inscrire/ }).check()
      await press('button', 'Lire ici')
    }
    const shown = page.locator('#champ-conditions_acces')
    await expect.poll(() => shown.textContent(), PATIENT).toContain('montré par vous')
    expect(await shown.textContent()).toMatch(/4\ssur\s4/)
    await press('button', 'Annuler')
    await expect.poll(() => shown.textContent(), PATIENT).not.toContain('montré par vous')
    expect(await keep('Blocs')).toEqual([...season.blocks].sort())
  })

  if (javaScript)
    test('a page that is slow: it is said that it is being read, and a second press sends nothing', async () => {
      let sent = 0
      await page.route('**/sources/ajouter/page', async route => {
        sent += 1
        await route.continue()
      })
      await page.getByLabel('Partenaire et action').first().selectOption(LINE)
      await page.getByLabel('Adresse de la page').fill(`${sites.origin}/s${rank}/blocs`)
      const button = page.getByRole('button', { name: 'Regarder cette page' })
      // In one go: what is asked of the page once it is leaving waits for the next one.
      const pressed = await button.evaluate(element => {
        const asked = element as unknown as {
          click(): void
          getAttribute(name: string): string | null
          form: { querySelector(selector: string): { textContent: string } }
        }
        for (const _ of [1, 2]) asked.click()
        return [asked.getAttribute('aria-disabled'), asked.form.querySelector('[role=status]').textContent]
      })
      expect(pressed).toEqual(['true', expect.stringContaining('Le robot lit cette page')])
      await expect.poll(main, PATIENT).toContain('4 offres')
      expect(sent).toBe(1)
    })

  test('a site of WordPress, by its API', async () => {
    await lookAt(`/rencontres-${rank}/`, '2 offres')
    expect(await main()).toContain('2 sont publiables dès maintenant')
    expect(await keep('Rencontres')).toEqual([...season.talks].sort())
  })

  test('a list that leads to a page for each offer', async () => {
    await lookAt(`/s${rank}/bouger`, '3 offres')
    expect(await main()).toContain('3 sont publiables dès maintenant')
    expect(await keep('Bouger')).toEqual([...season.rounds].sort())
  })

  test('an XLSX with two rows of headings', async () => {
    await page.locator('#pour-fichier').selectOption(LINE)
    await page.locator('[name=fichier]').setInputFiles({
      name: 'saison.xlsx',
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      buffer: Buffer.from(await rowsFile(season)),
    })
    await press('button', 'Regarder ce fichier')
    await expect.poll(main, PATIENT).toContain('2 sont publiables dès maintenant')
    expect(await main()).toContain('12 rue des Exemples')
    expect(await keep('Saison')).toEqual([...season.rows].sort())
  })

  test('nothing but a telephone call', async () => {
    const nom = `${season.rows[0]}, au téléphone ${attempts}`
    await page.locator('#pour-appel').selectOption(LINE)
    await press('button', 'Remplir avec lui')
    await page.getByLabel('À qui vous avez parlé').fill('Camille')
    // What the convention says of the action is there already.
    expect(await page.locator('[name=description]').inputValue()).toContain('accompagnement')
    const answers = {
      nom,
      adresse: '5 rue des Exemples',
      code_postal: '35000',
      commune: 'Rennes',
      horaires_accueil: 'le mercredi de 9 h à 12 h',
      telephone: '02 99 00 55 77',
    }
    for (const [name, value] of Object.entries(answers)) await page.locator(`[name=${name}]`).fill(value)
    await page.locator('[name=frais]').selectOption('gratuit')
    await page.locator('[name=modes_accueil][value=en-presentiel]').check()
    await page.locator('[name=modes_mobilisation][value=telephoner]').check()
    expect(await published('Enregistrer et simuler')).toContain(nom)
  })
})
