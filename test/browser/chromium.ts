import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import axe from 'axe-core'
import { type BrowserContext, chromium, type Page } from 'playwright-core'

/** Debian's Chromium, without anything that would go out to the network by itself. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export interface Visit {
  page: Page
  context: BrowserContext
  close(): Promise<void>
}

export interface VisitOptions {
  width?: number
  height?: number
  javaScript?: boolean
  dark?: boolean
}

/** A browser of its own, with an empty profile, that reaches this machine only. */
export async function openChromium(options: VisitOptions = {}): Promise<Visit> {
  const profile = await mkdtemp(join(tmpdir(), 'dora-sync-chromium-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium',
    headless: true,
    args: FLAGS,
    viewport: { width: options.width ?? 1280, height: options.height ?? 900 },
    javaScriptEnabled: options.javaScript ?? true,
    colorScheme: options.dark ? 'dark' : 'light',
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
  })
  await context.route('**/*', route => {
    const { hostname } = new URL(route.request().url())
    return hostname === '127.0.0.1' ? route.continue() : route.abort()
  })
  const page = context.pages()[0] ?? (await context.newPage())
  return {
    page,
    context,
    async close() {
      await context.close()
      await rm(profile, { recursive: true, force: true })
    },
  }
}

/** What axe finds wrong, one line each. Run through the debugger, so that the page's own security policy stays in force. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const found = await page.evaluate(async () => {
    const { axe: tool } = globalThis as unknown as {
      axe: {
        run(
          options: unknown,
        ): Promise<{ violations: { id: string; nodes: { target: unknown[]; failureSummary?: string }[] }[] }>
      }
    }
    const { violations: list } = await tool.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    })
    return list.flatMap(each =>
      each.nodes.map(node => `${each.id} ${String(node.target)} ${node.failureSummary ?? ''}`),
    )
  })
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
