import type { SourceCondition } from '../../schedule/condition.ts'
import { RUN_STATES } from '../words.ts'

/** The state of a source as its row and its page show it: what its condition says, otherwise how its last pass ended. */
export function sourceState({ standing, rests, lastRun }: SourceCondition): (typeof RUN_STATES)['failed'] {
  if (rests === 'stopped') return { word: 'arrêtée par le partenaire', tone: 'warn' }
  if (rests === 'paused') return { word: 'en pause', tone: 'quiet' }
  switch (standing) {
    case 'no-address':
      return { word: 'sans adresse', tone: 'quiet' }
    case 'missed':
      return { word: 'passage manqué', tone: 'bad' }
    case 'late':
      return { word: 'sans succès depuis longtemps', tone: 'bad' }
    case 'paused':
    case 'stopped':
    case 'unread':
    case 'good':
    case 'failed':
    case 'held':
      return lastRun ? RUN_STATES[lastRun.state] : { word: 'jamais lue', tone: 'quiet' }
  }
}
