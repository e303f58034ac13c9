import type { SyncReport } from '../../jobs/sync-source.ts'
import { LeaseLost } from '../ledger/leases.ts'
import type { JobDefinition } from '../queue/contract.ts'
import { TryLater } from '../queue/try-later.ts'

/** Before asking again for a source that another run holds, milliseconds: less than the lease of a worker that died. */
const HELD_MS = 60_000

/** What a queue keeps of a run; the whole report is in the ledger. */
export type QueuedReport = Pick<SyncReport, 'source' | 'run' | 'plan' | 'state' | 'message'> & {
  counts: NonNullable<SyncReport['report']>['counts'] | null
}

/**
 * The same job, as a queue wants it: it waits for its turn on a source instead of answering «busy», and for the hours at which the
 * site may be read instead of failing (a machine that slept, a press on «lancer» at noon); its result is small.
 * @param opensIn milliseconds until the source's site may be read, 0 when it may now
 */
export function queuedSync<Payload extends { source: string }>(
  job: JobDefinition<Payload, SyncReport>,
  opensIn: (source: string) => number = () => 0,
): JobDefinition<Payload, QueuedReport> {
  return {
    name: job.name,
    payload: job.payload,
    async run(payload, signal) {
      const waitMs = opensIn(payload.source)
      if (waitMs > 0) throw new TryLater(`the site of ${payload.source} is not read at this hour`, waitMs)
      const report = await job.run(payload, signal).catch(error => {
        // Taken over by another worker, or told to stop: no fault of the run, which is done again in its turn.
        if (error instanceof LeaseLost) throw new TryLater(error.message, HELD_MS, { cause: error })
        throw error
      })
      if (report.state === 'busy') throw new TryLater(`source ${report.source} is held by another run`, HELD_MS)
      const { source, run, plan, state, message } = report
      return { source, run, plan, state, message, counts: report.report?.counts ?? null }
    },
  }
}
