import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

/** Debian's Chromium, without anything that would go out to the network by itself. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Nothing but this machine has an address.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
  // Each page runs its scripts once: making them quick costs more than it gains.
  '--js-flags=--max-lazy --no-turbofan --no-maglev',
]

/** The same engine without its windows: a page takes a third of the processor time. */
const SHELL = '/usr/bin/chromium-headless-shell'

export interface Visit {
  page: Page
  context: BrowserContext
  /** What a page did that it must not: an error in the console, a refusal by its own security policy, a request to another origin. */
  noise: string[]
  close(): Promise<void>
}

export interface VisitOptions {
  width?: number
  height?: number
  javaScript?: boolean
  /** The one origin that may be asked; any other is noted. */
  origin?: string
}

/** One browser for a whole file; each audience gets a context of its own. */
export function startChromium(): Promise<Browser> {
  const executablePath = existsSync(SHELL) ? SHELL : '/usr/bin/chromium'
  return chromium.launch({ executablePath, headless: true, args: FLAGS })
}

/** A window with an empty memory, as a person in Paris has it. */
export async function openVisit(browser: Browser, options: VisitOptions = {}): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: options.height ?? 900 },
    javaScriptEnabled: options.javaScript ?? true,
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
  })
  const noise: string[] = []
  // Watched and not stopped on the way: a route that stops requests has the browser forget its style sheets and fonts at each page.
  context.on('request', request => {
    const url = new URL(request.url())
    const allowed = options.origin === undefined ? url.hostname === '127.0.0.1' : url.origin === options.origin
    if (!allowed && url.protocol !== 'data:') noise.push(`request to ${url.origin}`)
  })
  const page = await context.newPage()
  page.on('console', message => {
    // The status of a page that is an error page is told by the console; it is not an error of the page.
    if (message.type() === 'error' && !/status of [45]\d\d/.test(message.text())) noise.push(message.text())
  })
  page.on('pageerror', error => noise.push(String(error)))
  return { page, context, noise, close: () => context.close() }
}

/** Width in pixels by which the page is wider than the window: 0 when nobody has to scroll sideways. */
export async function overflow(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth') as Promise<number>
}

/** From the link alone, as a person would: open it, press the button. */
export async function enter(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.getByRole('button', { name: /^(Entrer|Voir mes offres)$/ }).click()
}
