import type { SourceCondition } from '../../schedule/condition.ts'
import { RUN_STATES, SOURCE_STATES, type Status } from '../statuses.ts'

/** The state of a source as its row and its page show it: what its condition says, otherwise how its last pass ended. */
export function sourceState({ standing, rests, lastRun }: SourceCondition): Status {
  if (rests === 'stopped' || rests === 'paused') return SOURCE_STATES[rests]
  switch (standing) {
    case 'no-address':
    case 'missed':
    case 'late':
      return SOURCE_STATES[standing]
    case 'paused':
    case 'stopped':
    case 'unread':
    case 'good':
    case 'failed':
    case 'held':
      return lastRun ? RUN_STATES[lastRun.state] : SOURCE_STATES.unread
  }
}
