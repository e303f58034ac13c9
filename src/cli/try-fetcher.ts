import { type Clock, systemClock } from '../common/clock.ts'
import { createFetcher } from '../harvest/fetcher.ts'
import { createIdentity } from '../harvest/identity.ts'
import { memoryDocumentStore } from '../harvest/memory-document-store.ts'

type FetcherSource = Parameters<typeof createFetcher>[0]['source']

/** Whether an address is one of this machine. */
export function isThisMachine(address: string): boolean {
  const { hostname } = new URL(address)
  return hostname === '127.0.0.1' || hostname === 'localhost'
}

/** What reads an address for a try: politely, keeping nothing. A site of this machine is read at once and at any hour. */
export function tryFetcher(
  address: string,
  source: FetcherSource,
  options: { env: NodeJS.ProcessEnv; clock?: Clock; keys?: NodeJS.ProcessEnv },
) {
  const { env, clock = systemClock, keys } = options
  const loopback = isThisMachine(address)
  return createFetcher({
    source: { ...source, ...(loopback && { paceMs: 0, window: null }) },
    documents: memoryDocumentStore(),
    clock,
    random: Math.random,
    identity: createIdentity({
      version: 'essai',
      page: `${env.PUBLIC_URL ?? 'http://127.0.0.1:8535'}/robot`,
      contact: env.BOT_CONTACT ?? 'contact@example.org',
    }),
    allowLoopback: loopback,
    ...(keys && { keys }),
  })
}
