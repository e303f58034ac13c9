import type { Clock } from '../common/clock.ts'

/** The longest that one timer can wait (2^31 - 1 ms, 24 days): a yearly schedule wakes up and waits again. */
const LONGEST_TIMER_MS = 2_147_483_647

/** Schedules held by timers of this process, which never keep it alive. */
export class Timetables {
  readonly #clock: Clock
  readonly #next: (key: string, cron: string) => Date[]
  readonly #entries = new Map<string, { cron: string; timer: NodeJS.Timeout | undefined }>()

  /** @param next the next date of a schedule, as a list of one or none */
  constructor(clock: Clock, next: (key: string, cron: string) => Date[]) {
    this.#clock = clock
    this.#next = next
  }

  /** @param fire called at each date; must not throw */
  set(key: string, cron: string, fire: () => void): void {
    const first = this.#next(key, cron)
    this.delete(key)
    const entry: { cron: string; timer: NodeJS.Timeout | undefined } = { cron, timer: undefined }
    this.#entries.set(key, entry)
    const wait = (until: Date | undefined): void => {
      if (until === undefined) return
      const ms = until.getTime() - this.#clock.now().getTime()
      entry.timer = setTimeout(
        () => {
          if (this.#clock.now().getTime() < until.getTime()) return wait(until)
          fire()
          wait(this.#next(key, cron)[0])
        },
        Math.min(Math.max(ms, 0), LONGEST_TIMER_MS),
      )
      entry.timer.unref()
    }
    wait(first[0])
  }

  cron(key: string): string | undefined {
    return this.#entries.get(key)?.cron
  }

  crons(): Map<string, string> {
    return new Map([...this.#entries].map(([key, { cron }]) => [key, cron]))
  }

  delete(key: string): void {
    clearTimeout(this.#entries.get(key)?.timer)
    this.#entries.delete(key)
  }

  clear(): void {
    for (const key of [...this.#entries.keys()]) this.delete(key)
  }
}
