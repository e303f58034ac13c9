import PQueue from 'p-queue'
import type { Clock } from '../common/clock.ts'
import { admit, type Breaker, CLOSED, settle } from './breaker.ts'
import type { RobotsRules } from './robots.ts'

/** What is known of one host, whatever the source that reads it: its single connection, its next free instant, its breaker, its robots.txt. */
export interface Host {
  readonly name: string
  /** Runs a task when the host's only connection is free and its pause is over. @param paceMs pause after the task, milliseconds */
  turn<T>(paceMs: number, signal: AbortSignal | undefined, task: () => Promise<T>): Promise<T>
  /** Milliseconds the host stays parked, or 0 when a request may pass now. */
  parkedFor(): number
  settle(ok: boolean): void
  /** robots.txt by origin (`https://host:port`). */
  readonly robots: Map<string, Promise<RobotsRules>>
}

/** Hosts by `name:port`. One book per process: two sources on one host share its pace. */
export interface HostBook {
  of(host: string): Host
}

export function createHostBook(clock: Clock): HostBook {
  const hosts = new Map<string, Host>()
  return {
    of(name) {
      const existing = hosts.get(name)
      if (existing) return existing
      const host = createHost(name, clock)
      hosts.set(name, host)
      return host
    },
  }
}

function createHost(name: string, clock: Clock): Host {
  const queue = new PQueue({ concurrency: 1 })
  let freeAt = 0
  let breaker: Breaker = CLOSED
  return {
    name,
    robots: new Map(),
    turn: (paceMs, signal, task) =>
      queue.add(async () => {
        const wait = freeAt - clock.now().getTime()
        if (wait > 0) await clock.sleep(wait, signal)
        try {
          return await task()
        } finally {
          freeAt = clock.now().getTime() + paceMs
        }
      }),
    parkedFor() {
      const now = clock.now().getTime()
      const answer = admit(breaker, now)
      breaker = answer.breaker
      return answer.pass || breaker.state !== 'open' ? 0 : breaker.until - now
    },
    settle(ok) {
      breaker = settle(breaker, ok, clock.now().getTime())
    },
  }
}
