import { sha256 } from '../common/digest.ts'
import { type DocumentStore, type LastSeen, pack, unpack } from './document-store.ts'

/** Documents kept in the process: for tests, `check-source` and one-off readings. */
export function memoryDocumentStore(): DocumentStore {
  const bodies = new Map<string, { packed: Uint8Array; keptAt: string }>()
  const states = new Map<string, LastSeen>()
  const keyOf = (source: string, address: string) => `${source}\n${address}`

  function touch(hash: string, at: string): void {
    const kept = bodies.get(hash)
    if (kept && kept.keptAt < at) kept.keptAt = at
  }

  return {
    async put(body, keptAt) {
      const hash = sha256(body)
      if (bodies.has(hash)) touch(hash, keptAt)
      else bodies.set(hash, { packed: await pack(body), keptAt })
      return hash
    },
    async get(hash) {
      const kept = bodies.get(hash)
      return kept ? unpack(kept.packed) : null
    },
    has: async hash => bodies.has(hash),
    async lastSeen(source, address) {
      const state = states.get(keyOf(source, address))
      return state ? structuredClone(state) : null
    },
    async remember(state) {
      states.set(keyOf(state.source, state.address), structuredClone(state))
      touch(state.hash, state.fetchedAt)
    },
    async purge(before) {
      let addresses = 0
      let removed = 0
      for (const [key, state] of states)
        if (state.fetchedAt < before) {
          states.delete(key)
          addresses += 1
        }
      for (const [hash, kept] of bodies)
        if (kept.keptAt < before) {
          bodies.delete(hash)
          removed += 1
        }
      return { bodies: removed, addresses }
    },
  }
}
