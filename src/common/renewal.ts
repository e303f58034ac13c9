import type { Clock } from './clock.ts'

/** What people are shown of a value that takes long to make. */
export interface Renewed<T> {
  value: T
  /** When it was asked to be made: it knows nothing later. */
  at: Date
  /** Something happened since, and a newer one is being made. */
  renewing: boolean
}

export interface Renewal<T> {
  /** The current value when it is there within the patience; else the previous one; null while there was never one. @throws what making the first threw */
  shown(): Promise<Renewed<T> | null>
  /** What is kept when it is still true, whatever its age; nothing is made nor waited for. */
  current(): Promise<T | null>
  /** As `shown`, but waits for the first one. */
  value(): Promise<T>
  /** Makes a new one, whatever is kept, and waits for it. */
  renew(): Promise<T>
}

export interface RenewalDeps<T> {
  make: () => Promise<T>
  /** What the value depends on, cheap to ask: when it says otherwise, the value is made again. */
  stamp: () => Promise<string>
  clock: Pick<Clock, 'now'>
  /** How long a value serves at the most, milliseconds. */
  keptMs: number
  /** How long somebody who asks is made to wait for a newer value than the one kept, or for the first when there is none. */
  patience: (signal: AbortSignal, first: boolean) => Promise<void>
  /** Told of a failure when the previous value goes on serving. */
  failed: (error: unknown) => void
}

/** Keeps a value that takes long to make, makes it again when it is out of date, one at a time, and serves the previous one meanwhile. */
export function renewal<T>(deps: RenewalDeps<T>): Renewal<T> {
  type Made = { value: T; at: Date; of: string }
  let kept: Made | null = null
  let making: { of: string; made: Promise<Made> } | null = null

  function make(of: string): Promise<Made> {
    const at = deps.clock.now()
    const made = deps.make().then(value => {
      if (kept === null || kept.at <= at) kept = { value, at, of }
      return { value, at, of }
    })
    const mine = { of, made }
    making = mine
    const over = () => {
      if (making === mine) making = null
    }
    made.then(over, error => {
      over()
      if (kept !== null) deps.failed(error)
    })
    return made
  }

  async function shown(): Promise<Renewed<T> | null> {
    const of = await deps.stamp()
    const now = deps.clock.now().getTime()
    if (kept !== null && kept.of === of && now - kept.at.getTime() < deps.keptMs)
      return { value: kept.value, at: kept.at, renewing: false }
    // One at a time: what was asked for while another was being made is made at the next question.
    const made = making?.made ?? make(of)
    const stop = new AbortController()
    const soon = await Promise.race([
      made.then(
        one => one.of === of,
        error => (kept === null ? Promise.reject(error) : true),
      ),
      deps.patience(stop.signal, kept === null).then(() => false),
    ]).finally(() => stop.abort())
    const best = kept as Made | null
    return best && { value: best.value, at: best.at, renewing: !soon }
  }

  return {
    shown,
    current: async () => (kept !== null && kept.of === (await deps.stamp()) ? kept.value : null),
    async value() {
      const found = await shown()
      return found ? found.value : ((await making?.made) ?? (await make(await deps.stamp()))).value
    },
    renew: async () => (await make(await deps.stamp())).value,
  }
}
