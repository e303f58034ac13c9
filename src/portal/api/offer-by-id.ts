import { setImmediate } from 'node:timers/promises'
import type { Clock } from '../../common/clock.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { publishedKeys } from '../../ledger/published-keys.ts'
import { opaqueId } from '../feed/records.ts'

/** An id that is not known makes the list be read again at most this often, milliseconds. */
const AGAIN_MS = 60_000

/** Finds the published offer that an opaque id stands for. The list of ids is read when first asked for, and again when one is missing. */
export function offersById({ ledger, clock, producer }: { ledger: Ledger; clock: Clock; producer: string }) {
  let known = new Map<string, { source: string; key: string }>()
  let readAt = Number.NEGATIVE_INFINITY
  let reading: Promise<void> | null = null

  async function read(): Promise<void> {
    const found: typeof known = new Map()
    for await (const page of publishedKeys(ledger)) {
      for (const each of page) found.set(opaqueId(producer, each.source, each.key), each)
      await setImmediate()
    }
    known = found
    readAt = clock.now().getTime()
  }

  /** @returns null when no published offer has this id */
  return async (id: string): Promise<{ source: string; key: string } | null> => {
    if (!known.has(id) && clock.now().getTime() - readAt >= AGAIN_MS) {
      reading ??= read().finally(() => {
        reading = null
      })
      await reading
    }
    return known.get(id) ?? null
  }
}
