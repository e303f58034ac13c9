import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core'

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
  const viewport = { width: options.width ?? 1280, height: options.height ?? 900 }
  const context = await browser.newContext({
    viewport,
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
  await (await debuggerOf(page)).send('Emulation.setDeviceMetricsOverride', LITTLE)
  await layOut(page, viewport)
  page.on('console', message => {
    // The status of a page that is an error page is told by the console; it is not an error of the page.
    if (message.type() === 'error' && !/status of [45]\d\d/.test(message.text())) noise.push(message.text())
  })
  page.on('pageerror', error => noise.push(String(error)))
  return { page, context, noise, close: () => context.close() }
}

const debuggers = new WeakMap<Page, Promise<CDPSession>>()
/** Straight to the page: kept while it lasts, what is sent needs nothing of the page's own security policy. */
export function debuggerOf(page: Page): Promise<CDPSession> {
  const kept = debuggers.get(page) ?? page.context().newCDPSession(page)
  debuggers.set(page, kept)
  return kept
}

interface Size {
  width: number
  height: number
}
/**
 * Lays the page out for a window of this size without painting it there: nobody sees it, and the little window behind is all that is drawn.
 * A photograph asks Playwright for a window instead.
 */
export async function layOut(page: Page, { width, height }: Size): Promise<void> {
  const size = { width, height, deviceScaleFactor: 1, mobile: false, dontSetVisibleSize: true }
  await (await debuggerOf(page)).send('Emulation.setDeviceMetricsOverride', size)
}
/** What is drawn of a window, whatever its size. */
const LITTLE = { width: 16, height: 16, deviceScaleFactor: 1, mobile: false }

/** From the link alone, as a person would: open it, press the button. */
export async function enter(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.getByRole('button', { name: /^(Entrer|Voir mes offres)$/ }).click()
}
