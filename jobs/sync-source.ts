import { z } from 'zod'
import type { JobDefinition } from '../src/queue/job-runner.ts'
import { TryLater } from '../src/queue/try-later.ts'
import type { PassAsked, PassReport } from '../src/sync/pass.ts'
import { inTurn } from './in-turn.ts'

export const SYNC_SOURCE = 'sync-source'

export const SyncPayload = z.strictObject({
  source: z.string(),
  /** Who or what asked, for the history: `horaire`, `commande`, or a person. */
  trigger: z.string(),
  /** Plan only: nothing is written to DORA. */
  dry: z.boolean().default(false),
})

/** Before asking again for a source that another run holds, milliseconds: less than the lease of a worker that died. */
const HELD_MS = 60_000

/** Who asks for the runs that nobody asked for. What they ask DORA about all of it, some minutes apart, is asked once. */
const BY_TIMETABLE = 'horaire'

export interface SyncSourcePorts {
  pass(asked: PassAsked, stop: AbortSignal): Promise<PassReport>
  /** Milliseconds until the source's site may be read, 0 when it may now. */
  opensIn(source: string): number
  /** Whether a person, or the partner, paused the source. */
  isPaused(source: string): Promise<boolean>
}

/** What a queue keeps of a run; the whole report is in the ledger. */
export type QueuedReport = Pick<PassReport, 'source' | 'run' | 'plan' | 'state' | 'message'> & {
  counts: NonNullable<PassReport['report']>['counts'] | null
}

/**
 * One pass over one source, as a queue wants it: it waits for its turn on a source instead of answering «busy», and for the hours at
 * which the site may be read instead of failing (a machine that slept, a press on «lancer» at noon).
 * Whoever says «stop» meanwhile is heard: a pass of the timetable that waited reads nothing of a source that was paused since.
 * One job and not four: what passes between the steps are records, which never go through a queue, and starting again costs only conditional requests.
 */
export function syncSourceJob(ports: SyncSourcePorts): JobDefinition<z.output<typeof SyncPayload>, QueuedReport> {
  return {
    name: SYNC_SOURCE,
    payload: SyncPayload,
    async run(asked, stop) {
      if (asked.trigger === BY_TIMETABLE && (await ports.isPaused(asked.source))) {
        const message = 'La source est en pause : ce passage n’a rien lu.'
        return { source: asked.source, run: null, plan: null, state: 'skipped', message, counts: null }
      }
      const waitMs = ports.opensIn(asked.source)
      if (waitMs > 0) throw new TryLater(`the site of ${asked.source} is not read at this hour`, waitMs)
      const { source, run, plan, state, message, report } = await inTurn(
        asked.source,
        HELD_MS,
        ports.pass(sharing(asked), stop),
      )
      return { source, run, plan, state, message, counts: report?.counts ?? null }
    },
  }
}

function sharing(asked: z.output<typeof SyncPayload>): PassAsked {
  return asked.trigger === BY_TIMETABLE ? { ...asked, batch: BY_TIMETABLE } : asked
}
