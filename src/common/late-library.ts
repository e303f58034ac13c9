import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** A library that comes with the first question that needs it: a process that waits for work does without. @param name as it is installed */
export function lateLibrary<T>(name: string): () => T {
  let loaded: T | null = null
  return () => {
    loaded ??= require(name) as T
    return loaded
  }
}
