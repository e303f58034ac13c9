import { insideWindow, nextOpening } from '../harvest/night-window.ts'
import type { RunState } from '../ledger/runs.ts'
import { dueBefore } from './due-before.ts'
import { nextDates } from './timetable.ts'

/**
 * How a source stands. `good`: nothing to do · `paused`: nothing runs by itself · `stopped`: its partner asked not to be read ·
 * `no-address`: nothing can be read, nor was anything said ·
 * `unread`: no pass succeeded yet · `missed`: its date passed and nothing happened, which writes no error anywhere · `late`: passes take
 * place and none succeeds for twice its rhythm · `failed`: its last run could do nothing · `held`: the guard stopped its last run.
 */
export type SourceStanding = 'good' | 'paused' | 'stopped' | 'no-address' | 'unread' | SourceTrouble
export type SourceTrouble = 'missed' | 'late' | 'failed' | 'held'

/** What is known of a source at one instant. */
export interface Watched {
  source: string
  name: string
  /** As `timetableOf` writes it; null: paused or on demand only, nothing can be missed. */
  timetable: string | null
  /** Why nothing runs by itself, when somebody said so. */
  rests: 'paused' | 'stopped' | null
  /** Whether there is something to read: without an address, only what its partner says feeds it. */
  hasAddress: boolean
  /** Hours of its site, `HH:MM-HH:MM`; null: any. A run that is late waits for them. */
  window: string | null
  /** Longest delay that the queue adds to a date, milliseconds. */
  spreadMs: number
  /** Dates before this instant were not ours to keep: start of the watch, or last change of the schedule. */
  since: Date
  /** `started`: start of the last one that was there to read and write. */
  lastRun: { started: string; state: RunState; message: string | null } | null
  lastSuccess: string | null
}

/** A code and its facts; each reader words it. */
export interface SourceCondition extends Pick<Watched, 'source' | 'name' | 'rests' | 'lastRun' | 'lastSuccess'> {
  standing: SourceStanding
  /** Time between its next two dates, milliseconds; null: nothing runs by itself. */
  rhythmMs: number | null
}

/** After its date, how long a run may take to begin (spread of the schedule, a queue that is full, a restart), milliseconds. */
export const LATE_MS = 2 * 3_600_000
/** A success is never too old before this, milliseconds. */
const DAY_MS = 86_400_000
const TROUBLES: readonly SourceStanding[] = ['missed', 'late', 'failed', 'held'] satisfies SourceTrouble[]

/** Whether somebody should look: the letter tells it, the page shows it, the metric is 1. */
export function isTrouble(standing: SourceStanding): standing is SourceTrouble {
  return TROUBLES.includes(standing)
}

export function conditionOf(watched: Watched, now: Date): SourceCondition {
  const { source, name, rests, lastRun, lastSuccess } = watched
  // First: the dates that follow it are those that the rhythm is told by.
  const due = dueBy(watched, new Date(now.getTime() - LATE_MS))
  const rhythmMs = rhythmOf(watched, now)
  return { source, name, rests, lastRun, lastSuccess, rhythmMs, standing: standingOf(watched, { due, rhythmMs }, now) }
}

function standingOf(
  watched: Watched,
  { due, rhythmMs }: { due: Date | null; rhythmMs: number | null },
  now: Date,
): SourceStanding {
  const { since, lastRun, lastSuccess } = watched
  if (lastRun === null && !watched.hasAddress) return 'no-address'
  const begun = lastRun === null ? 0 : Date.parse(lastRun.started)
  if (due !== null && due >= since && begun < due.getTime() && now >= deadline(due, watched.window)) return 'missed'
  switch (lastRun?.state) {
    case 'failed':
    case 'interrupted':
      return 'failed'
    case 'quarantined':
      return 'held'
    case undefined:
    case 'running':
    case 'succeeded':
    case 'partly':
    case 'proposed':
    case 'simulated':
  }
  if (watched.rests !== null) return watched.rests
  if (rhythmMs === null) return 'good'
  if (lastSuccess === null) return 'unread'
  const waited = now.getTime() - Math.max(Date.parse(lastSuccess), since.getTime())
  return isOverdue(waited, rhythmMs) ? 'late' : 'good'
}

/** Whether a success is too old for that rhythm: two of its turns went by. @param waitedMs since the last one */
export function isOverdue(waitedMs: number, rhythmMs: number): boolean {
  return waitedMs > Math.max(2 * rhythmMs, DAY_MS)
}

/** The date that should have been kept by then; null also when it was not ours to keep, whichever it is. */
function dueBy({ timetable, source, spreadMs, since }: Watched, before: Date): Date | null {
  return timetable === null || since > before ? null : dueBefore(timetable, source, before, spreadMs)
}

/** Null also when the timetable cannot be read: that is told by those who keep it. */
function rhythmOf({ timetable, source, spreadMs }: Watched, now: Date): number | null {
  if (timetable === null) return null
  try {
    const [first, second] = nextDates(timetable, source, { after: now, count: 2, jitterMs: spreadMs })
    return first && second ? second.getTime() - first.getTime() : null
  } catch {
    return null
  }
}

/** Until when a run may begin before it counts as missed: when the site's hours ended meanwhile, it waits for the next ones. */
function deadline(due: Date, window: string | null): Date {
  const late = new Date(due.getTime() + LATE_MS)
  return insideWindow(window, late) ? late : new Date(nextOpening(window, late).getTime() + LATE_MS)
}
