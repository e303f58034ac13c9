import { readdirSync, readFileSync } from 'node:fs'

/** One exchange recorded from a running DORA, in the order it happened. */
export interface Exchange {
  scenario: string
  title: string
  as: string | null
  request: { method: string; path: string; body?: unknown; raw?: string; contentType?: string }
  response: { status: number; headers: Record<string, string>; body?: unknown; text?: string }
}

const FOLDER = new URL('../data/dora/exchanges/', import.meta.url)

/** @param files which files, by the start of their names; default all */
export function recordedExchanges(files: readonly string[] = ['']): Exchange[] {
  return readdirSync(FOLDER)
    .filter(name => name.endsWith('.json') && files.some(file => name.startsWith(file)))
    .sort()
    .flatMap(name => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as Exchange[])
}

/** What differs from one run to another: instants, the host of links, four random letters of a slug. */
export function withoutChance(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutChance)
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutChance(inner)]))
  if (typeof value !== 'string') return value
  return value
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+0[12]:00/g, '<instant>')
    .replace(/https?:\/\/(dora\.example|127\.0\.0\.1:\d+)/g, '<dora>')
    .replace(/^(apase-exemple-pems-accompagnement--)[a-z]{4}$/, '$1<quatre lettres>')
}
