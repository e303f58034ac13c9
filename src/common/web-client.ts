import { fileURLToPath } from 'node:url'
import { lateLibrary } from './late-library.ts'

/** Got and its errors, loaded by the first request. */
export const webClient = lateLibrary<typeof import('./got-library.ts')>(
  fileURLToPath(new URL('./got-library.ts', import.meta.url)),
)
