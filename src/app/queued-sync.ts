import type { SyncReport } from '../../jobs/sync-source.ts'
import type { JobDefinition } from '../queue/job-runner.ts'
import { TryLater } from '../queue/try-later.ts'
import { inTurn } from './in-turn.ts'

/** Before asking again for a source that another run holds, milliseconds: less than the lease of a worker that died. */
const HELD_MS = 60_000

/** Who asks for the runs that nobody asked for. */
const BY_TIMETABLE = 'horaire'

/** What a queue keeps of a run; the whole report is in the ledger. */
export type QueuedReport = Pick<SyncReport, 'source' | 'run' | 'plan' | 'state' | 'message'> & {
  counts: NonNullable<SyncReport['report']>['counts'] | null
}

/**
 * The same job, as a queue wants it: it waits for its turn on a source instead of answering «busy», and for the hours at which the
 * site may be read instead of failing (a machine that slept, a press on «lancer» at noon); its result is small.
 * Whoever says «stop» meanwhile is heard: a pass of the timetable that waited reads nothing of a source that was paused since.
 * @param opensIn milliseconds until the source's site may be read, 0 when it may now
 * @param isPaused whether a person, or the partner, paused the source
 */
export function queuedSync<Payload extends { source: string; trigger?: string }>(
  job: JobDefinition<Payload, SyncReport>,
  opensIn: (source: string) => number = () => 0,
  isPaused: (source: string) => Promise<boolean> = async () => false,
): JobDefinition<Payload, QueuedReport> {
  return {
    name: job.name,
    payload: job.payload,
    async run(payload, signal) {
      if (payload.trigger === BY_TIMETABLE && (await isPaused(payload.source))) {
        const message = 'La source est en pause\u00A0: ce passage n’a rien lu.'
        return { source: payload.source, run: null, plan: null, state: 'skipped', message, counts: null }
      }
      const waitMs = opensIn(payload.source)
      if (waitMs > 0) throw new TryLater(`the site of ${payload.source} is not read at this hour`, waitMs)
      const report = await inTurn(payload.source, HELD_MS, job.run(payload, signal))
      const { source, run, plan, state, message } = report
      return { source, run, plan, state, message, counts: report.report?.counts ?? null }
    },
  }
}
