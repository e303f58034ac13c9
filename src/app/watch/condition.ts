import { frenchDateTime } from '../../common/french.ts'
import { insideWindow, nextOpening } from '../../harvest/night-window.ts'
import type { RunState } from '../../ledger/runs.ts'
import { dueBefore } from '../due-before.ts'
import type { Condition, RunStanding } from './standing.ts'

/** What is known of a source at one instant. */
export interface Watched {
  source: string
  name: string
  /** As `timetableOf` writes it; null: on demand only, nothing can be missed. */
  timetable: string | null
  /** Hours of its site, `HH:MM-HH:MM`; null: any. A run that is late waits for them. */
  window: string | null
  /** Longest delay that the queue adds to a date, milliseconds. */
  spreadMs: number
  /** Dates before this instant were not ours to keep: start of the watch, or last change of the schedule. */
  since: Date
  lastRun: { started: string; state: RunState; message: string | null } | null
  lastSuccess: string | null
}

/** After its date, how long a run may take to begin (spread of the schedule, a queue that is full, a restart), milliseconds. */
export const LATE_MS = 2 * 3_600_000

export function conditionOf(watched: Watched, now: Date): Condition {
  const { source, name, lastRun } = watched
  const standing = standingOf(watched, now)
  const success = watched.lastSuccess
    ? `Dernier succès : ${frenchDateTime(watched.lastSuccess)}.`
    : 'Aucun succès à ce jour.'
  const messages: Record<RunStanding, string> = {
    good: success,
    missed: `Le passage prévu n’a pas eu lieu. ${success}`,
    failed: `Le dernier passage a échoué${lastRun?.message ? ` : ${lastRun.message}` : '.'} ${success}`,
    held: `Le dernier passage est en quarantaine et attend une personne${lastRun?.message ? ` : ${lastRun.message}` : '.'} ${success}`,
  }
  return { subject: `source:${source}`, name, standing, message: messages[standing] }
}

function standingOf(watched: Watched, now: Date): RunStanding {
  const { since, lastRun } = watched
  const due = lastDue(watched, new Date(now.getTime() - LATE_MS))
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
      return 'good'
  }
}

function lastDue({ timetable, source, spreadMs }: Watched, before: Date): Date | null {
  return timetable === null ? null : dueBefore(timetable, source, before, spreadMs)
}

/** Until when a run may begin before it counts as missed: when the site's hours ended meanwhile, it waits for the next ones. */
function deadline(due: Date, window: string | null): Date {
  const late = new Date(due.getTime() + LATE_MS)
  return insideWindow(window, late) ? late : new Date(nextOpening(window, late).getTime() + LATE_MS)
}

/** The queue itself: jobs that were given up wait for somebody to look at them. @param dead their number */
export function queueCondition(dead: number): Condition {
  return {
    subject: 'travaux',
    name: 'File des travaux',
    standing: dead === 0 ? 'good' : 'failed',
    message: dead === 0 ? 'Aucun travail abandonné.' : `Travaux abandonnés après plusieurs essais : ${dead}.`,
  }
}
