import { lateLibrary } from './late-library.ts'

const cheerio = lateLibrary<typeof import('cheerio')>('cheerio')

/** Cheerio's own `load`; the library brings a web client with it. */
export const load: typeof import('cheerio').load = (...args) => cheerio().load(...args)
