import { type Child, startChild } from './child-process.ts'
import type { ApartLimits } from './protocol.ts'

const MIB = 1024 * 1024
/** A child that rests is ended after this long: its memory goes back. */
const REST_MS = 20_000
/** Tasks given to one child; the next gets a fresh one. */
const MOST_TASKS = 25
/** A child that grew over this is not used again; the communes of France and a lexicon take some 250 MiB. */
const SWOLLEN_BYTES = 320 * MIB
/** Children that rest at the same time. */
const MOST_RESTING = 2

interface Resting {
  child: Child
  tasks: number
  memoryBytes: number
  timer: NodeJS.Timeout
}

const resting: Resting[] = []

/** A child to work with, warm when one rests. */
export interface Taken {
  child: Child
  /** Gives it back after a task that ended well. @param rss resident bytes, as it said */
  give(rss: number): void
}

/** The children of this process, shared by all that reads files from outside. */
export function takeChild({ memoryBytes }: Pick<ApartLimits, 'memoryBytes'>): Taken {
  const at = resting.findIndex(rest => rest.memoryBytes === memoryBytes && rest.child.alive())
  const [rest] = at < 0 ? [] : resting.splice(at, 1)
  clearTimeout(rest?.timer)
  const child = rest?.child ?? startChild({ memoryBytes })
  const tasks = (rest?.tasks ?? 0) + 1
  child.rest(false)
  return {
    child,
    give(rss) {
      child.listen(null)
      if (tasks >= MOST_TASKS || rss > SWOLLEN_BYTES || resting.length >= MOST_RESTING) return child.kill()
      child.rest(true)
      const timer = setTimeout(() => {
        const place = resting.findIndex(other => other.child === child)
        if (place >= 0) resting.splice(place, 1)
        child.kill()
      }, REST_MS)
      timer.unref()
      resting.push({ child, tasks, memoryBytes, timer })
    },
  }
}
