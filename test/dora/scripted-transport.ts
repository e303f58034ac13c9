import { DoraError } from '../../src/dora/port.ts'
import type { SafeTransport } from '../../src/dora/transport.ts'

type Answer = (query: Record<string, string>) => unknown

/** DORA as far as these routes go: another one is not there (null), as DORA says. `asked`: each request in order. */
export function scriptedTransport(routes: Record<string, Answer>): SafeTransport & { asked: string[] } {
  const asked: string[] = []
  return {
    asked,
    async get(path, query = {}) {
      const words = new URLSearchParams(query).toString()
      asked.push(words === '' ? path : `${path}?${words}`)
      return routes[path]?.(query) ?? null
    },
    async options(path) {
      asked.push(`OPTIONS ${path}`)
      return routes[`OPTIONS ${path}`]?.({}) ?? null
    },
  }
}

/** What the client throws when DORA answers with that status. */
export function answered(status: number): DoraError {
  return new DoraError('DORA dit non.', { kind: 'configuration', status, code: 'non' })
}
