import PQueue from 'p-queue'
import { type Breaker, createBreaker } from '../common/breaker.ts'
import type { Clock } from '../common/clock.ts'
import type { RobotsRules } from './robots.ts'

/** What is known of one host, whatever the source that reads it: its single connection, its next free instant, its breaker, its robots.txt. */
export interface Host {
  readonly name: string
  /** Runs a task when the host's only connection is free and its pause is over. @param paceMs pause after the task, milliseconds */
  turn<T>(paceMs: number, signal: AbortSignal | undefined, task: () => Promise<T>): Promise<T>
  /** A network error or a 408, 425, 429 or 5xx is a failure; a 404 is an answer. */
  readonly breaker: Breaker
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

const PARKED = { threshold: 5, parkMs: 5 * 60_000, longestMs: 60 * 60_000 }

function createHost(name: string, clock: Clock): Host {
  const queue = new PQueue({ concurrency: 1 })
  let freeAt = 0
  const breaker = createBreaker(clock, PARKED)
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
    breaker,
  }
}
