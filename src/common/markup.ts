import { fileURLToPath } from 'node:url'
import { lateLibrary } from './late-library.ts'

const library = lateLibrary<typeof import('./page-library.ts')>(
  fileURLToPath(new URL('./page-library.ts', import.meta.url)),
)

/** Cheerio's own `load`. */
export const load: typeof import('cheerio').load = (...args) => library().load(...args)
