import { createRequire } from 'node:module'

type Load = typeof import('cheerio').load

const require = createRequire(import.meta.url)
let loaded: Load | null = null

/** Cheerio's own `load`. The library, which brings a web client, comes with the first page: a process that waits for work does without. */
export const load: Load = (...args) => {
  loaded ??= (require('cheerio') as typeof import('cheerio')).load
  return loaded(...args)
}
