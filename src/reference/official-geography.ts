import { readFileSync } from 'node:fs'
import { type Geography, makeGeography } from './geography.ts'

/** The Code officiel géographique as `makeGeography` reads it. Written by `test/reference/cog-text.ts`. */
export const COG_FILE = new URL('data/cog.tsv', import.meta.url)

let loaded: Geography | null = null

/** The Code officiel géographique, read at the first question and kept. The only file of this room that reads the disk. */
export function officialGeography(): Geography {
  loaded ??= makeGeography(readFileSync(COG_FILE, 'utf8'))
  return loaded
}
