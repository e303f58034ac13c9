import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { debuggerOf } from './chromium.ts'
import { inPage } from './in-page.ts'

const AXE = `${readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')};0`
const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** What another theme or another width can break in the same document: colours, places, sizes. */
const LOOK_RULES = ['color-contrast', 'link-in-text-block', 'target-size', 'scrollable-region-focusable'] as const

/** Through the debugger, so that the page's own security policy stays in force. */
async function loadAxe(page: Page): Promise<void> {
  if (await page.evaluate('typeof axe !== "undefined"')) return
  await (await debuggerOf(page)).send('Runtime.evaluate', { expression: AXE })
}

const onOneLine = (lines: readonly string[]) => lines.map(line => line.replace(/\s+/g, ' '))

/** What axe finds wrong in the document whatever its look, one line each; no rule is switched off but those of `lookViolations`. */
export async function documentViolations(page: Page): Promise<string[]> {
  await loadAxe(page)
  const found = await page.evaluate(
    async ([standards, apart]) => {
      const { axe: tool } = globalThis as unknown as {
        axe: {
          run(
            options: unknown,
          ): Promise<{ violations: { id: string; nodes: { target: unknown[]; failureSummary?: string }[] }[] }>
        }
      }
      const { violations } = await tool.run({
        runOnly: { type: 'tag', values: standards },
        rules: Object.fromEntries(apart.map(rule => [rule, { enabled: false }])),
        resultTypes: ['violations'],
        // Style sheets would be fetched again, for a rule that no standard asked for here.
        preload: { assets: ['media'] },
      })
      return violations.flatMap(each =>
        each.nodes.map(node => `${each.id} ${String(node.target)} ${node.failureSummary ?? ''}`),
      )
    },
    [STANDARDS, [...LOOK_RULES]] as const,
  )
  return onOneLine(found)
}

type ByRule = Partial<Record<(typeof LOOK_RULES)[number], string[]>>

/** A part that renews itself every three seconds may do so while it is looked at. */
const RENEWALS = 10

/** What axe said nothing against, while a browser lasts: all that each verdict depends on, by rule. */
const soundIn = new WeakMap<Browser, Map<string, Set<string>>>()

/**
 * What axe finds wrong with colours, places and sizes in the theme and at the width as they are. What looks in every respect like what it
 * judged before, in another page or at another width, and found sound, is not asked again; what it found wrong, or could not tell, is.
 */
export async function lookViolations(page: Page): Promise<string[]> {
  const browser = page.context().browser()
  if (browser === null) throw new Error('a page without its browser')
  const sound = soundIn.get(browser) ?? new Map<string, Set<string>>()
  soundIn.set(browser, sound)
  for (let tries = 0; tries < RENEWALS; tries += 1) {
    const looks = await inPage<ByRule>(page, 'looks')
    const unknown: ByRule = {}
    for (const rule of LOOK_RULES) {
      const keys = (looks[rule] ?? []).filter(key => !sound.get(rule)?.has(key))
      if (keys.length > 0) unknown[rule] = keys
    }
    if (Object.keys(unknown).length === 0) return []
    await loadAxe(page)
    const judged = await inPage<{ violations: string[]; sound: ByRule } | null>(page, 'judged', unknown)
    if (judged === null) continue
    for (const rule of LOOK_RULES) sound.set(rule, new Set([...(sound.get(rule) ?? []), ...(judged.sound[rule] ?? [])]))
    return onOneLine(judged.violations)
  }
  throw new Error('a page that never stays as it is while it is looked at')
}
