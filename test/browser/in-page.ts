import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'

/** What each of these evaluates to, in one object. */
const SCRIPTS = ['./in-page.js', './looks-in-page.js']
  .map(file =>
    readFileSync(new URL(file, import.meta.url), 'utf8')
      .replace(/^\/\/.*\n/, '')
      .replace(/^;/, '')
      .trim(),
  )
  .map(script => `...${script}`)

/** Calls one of their functions in the page. @param given its argument, as JSON has it */
export async function inPage<T>(page: Page, name: string, given?: unknown): Promise<T> {
  return page.evaluate(`({ ${SCRIPTS} }).${name}(${given === undefined ? '' : JSON.stringify(given)})`) as Promise<T>
}
