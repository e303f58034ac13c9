import { readFileSync, writeFileSync } from 'node:fs'
import { strFromU8, unzipSync } from 'fflate'
import { expect } from 'vitest'

const UPDATE = process.env.UPDATE_GOLDENS === '1'

/** What is said is, letter by letter, the file of that name in `golden/`. `UPDATE_GOLDENS=1` writes it, for a person to read before committing. */
export function expectHeld(name: string, said: string): void {
  const file = new URL(`./golden/${name}`, import.meta.url)
  if (UPDATE) writeFileSync(file, `${said}\n`)
  expect(`${said}\n`).toBe(readFileSync(file, 'utf8'))
}

/** A line an element, so that a difference is read. */
export const elements = (markup: unknown): string => String(markup).replace(/></g, '>\n<')

/** The parts of a packed document whose names match, in its order, each under its name. */
export function partsOf(bytes: Uint8Array, wanted: RegExp): string {
  return Object.entries(unzipSync(bytes))
    .filter(([name]) => wanted.test(name))
    .map(([name, part]) => `# ${name}\n${elements(strFromU8(part))}`)
    .join('\n\n')
}
