import type { Clock } from '../common/clock.ts'
import type { TryNote } from '../dora/transport.ts'
import type { RunFetcher } from '../harvest/fetcher.ts'
import type { PassReport } from '../sync/pass.ts'

/** What a process does to others, as it does it. Durations in milliseconds. */
export interface ActivityListener {
  dora(note: Pick<TryNote, 'method' | 'status' | 'ms'>): void
  /** One address of a partner; the pauses that its site is owed count in `ms`. */
  page(outcome: 'fresh' | 'unchanged' | 'failed', ms: number): void
  run(report: PassReport, ms: number): void
}

export interface Activity extends ActivityListener {
  follow(listener: ActivityListener): void
}

/** Tells whoever follows; nobody, most of the time. */
export function createActivity(): Activity {
  const listeners: ActivityListener[] = []
  return {
    follow: listener => void listeners.push(listener),
    dora(note) {
      for (const each of listeners) each.dora(note)
    },
    page(outcome, ms) {
      for (const each of listeners) each.page(outcome, ms)
    },
    run(report, ms) {
      for (const each of listeners) each.run(report, ms)
    },
  }
}

/** The same fetcher, whose readings are told. */
export function toldFetcher(fetcher: RunFetcher, activity: ActivityListener, clock: Clock): RunFetcher {
  async function told<T>(read: Promise<T>, unchanged: (what: T) => boolean): Promise<T> {
    const from = clock.now().getTime()
    const end = (outcome: Parameters<ActivityListener['page']>[0]) =>
      activity.page(outcome, clock.now().getTime() - from)
    try {
      const what = await read
      end(unchanged(what) ? 'unchanged' : 'fresh')
      return what
    } catch (error) {
      end('failed')
      throw error
    }
  }
  return {
    get: (address, options) => told(fetcher.get(address, options), document => document.unchanged),
    // Known at the end of the stream only: counted as fresh.
    stream: (address, options) => told(fetcher.stream(address, options), () => false),
    close: () => fetcher.close(),
  }
}
