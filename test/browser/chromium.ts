import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
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

const AXE = `${readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')};0`
const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** What another theme or another width can break in the same document: colours, places, sizes. */
const LOOK_RULES = ['color-contrast', 'link-in-text-block', 'target-size', 'scrollable-region-focusable']

/**
 * What axe finds wrong, one line each; no rule is switched off. Run through the debugger, so that the page's own security policy stays in force.
 * @param only `look`: the rules that another theme or width can break, for a document whose other rules were looked at already
 */
export async function violations(page: Page, only: 'everything' | 'look' = 'everything'): Promise<string[]> {
  if (!(await page.evaluate('typeof axe !== "undefined"'))) {
    const debug = await page.context().newCDPSession(page)
    await debug.send('Runtime.evaluate', { expression: AXE })
    await debug.detach()
  }
  const found = await page.evaluate(
    async asked => {
      const { axe: tool } = globalThis as unknown as {
        axe: {
          run(
            options: unknown,
          ): Promise<{ violations: { id: string; nodes: { target: unknown[]; failureSummary?: string }[] }[] }>
        }
      }
      const { violations: list } = await tool.run({ runOnly: asked, resultTypes: ['violations'] })
      return list.flatMap(each =>
        each.nodes.map(node => `${each.id} ${String(node.target)} ${node.failureSummary ?? ''}`),
      )
    },
    only === 'everything' ? { type: 'tag', values: STANDARDS } : { type: 'rule', values: LOOK_RULES },
  )
  return found.map(line => line.replace(/\s+/g, ' '))
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
