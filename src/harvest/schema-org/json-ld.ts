import type { Page } from '../html/fields.ts'
import { parseJson } from '../records/parse-json.ts'
import { plainNames } from './plain-names.ts'

/** A schema.org node and the place it was read at. */
export interface Node {
  types: string[]
  value: Record<string, unknown>
  /** e.g. `script[type="application/ld+json"] (2) $.@graph[1]`, or `[itemtype] (3)`: the key of a node that has no better one. */
  path: string
  /** The same for people: «données de la page, graph n° 2». */
  place: string
}

/** Data of a page, not yet searched for nodes. */
export type Block = Omit<Node, 'types' | 'value'> & { value: unknown }

export const BLOCK_PLACE = 'données de la page'

/** The JSON-LD blocks of a page, parsed; `broken` counts those that are no JSON. */
export function jsonLdBlocks(page: Page): { blocks: Block[]; broken: number } {
  const scripts = page.$('script[type="application/ld+json" i]').get()
  const blocks: Block[] = []
  let broken = 0
  for (const [at, script] of scripts.entries()) {
    const text = page.$(script).text().trim()
    if (text === '') continue
    const value = parseJson(unwrapped(text))
    const path = `script[type="application/ld+json"]${scripts.length > 1 ? ` (${at + 1})` : ''} $`
    if (value === undefined) broken += 1
    else blocks.push({ value: plainNames(value), path, place: BLOCK_PLACE })
  }
  return { blocks, broken }
}

/** Some sites wrap the block in comments or CDATA, close it with a semicolon, or leave raw line breaks inside strings. */
function unwrapped(text: string): string {
  return text
    .replace(/^(?:\s|<!--|-->|\/\/(?=\s*(?:<!|-->))|\/\/><!--|\/\*|\*\/|<!\[CDATA\[)+/, '')
    .replace(/(?:\s|-->|<!|<!--|\/\/|\/\*|\*\/|\]\]>|;)+$/, '')
    .replace(/[\r\n\t]+/g, ' ')
}

/** A document that is JSON-LD and no page: one block; null when it is none. */
export function bareJsonLd(text: string): Block | null {
  const value = parseJson(text)
  return value === undefined ? null : { value: plainNames(value), path: '$', place: BLOCK_PLACE }
}

/** Types of a node. */
export function typesOf(value: Record<string, unknown>): string[] {
  const types = value['@type']
  return (Array.isArray(types) ? types : [types]).filter(type => typeof type === 'string')
}
