import { sourceState } from '../portal/desk/source-state.ts'
import { isOverdue, type SourceCondition } from '../schedule/condition.ts'
import { readConditions } from '../schedule/read-conditions.ts'
import type { App } from './app.ts'
import { conditionPorts } from './condition-ports.ts'

/** How each source stands for who reads the report, by its id. */
export type SourceStandings = Record<string, { word: string; late: boolean }>

const LATE: readonly SourceCondition['standing'][] = ['missed', 'late']

/** What the report calls late: a date missed, a success too old, or passes that have failed for two of its turns. A source at rest never is. */
export function isLateInReport(
  { rests, standing, lastSuccess, rhythmMs }: Pick<SourceCondition, 'rests' | 'standing' | 'lastSuccess' | 'rhythmMs'>,
  now: Date,
): boolean {
  if (rests !== null) return false
  if (standing !== 'failed') return LATE.includes(standing)
  return rhythmMs !== null && isOverdue(now.getTime() - Date.parse(lastSuccess ?? '1970-01-01'), rhythmMs)
}

/** The same words as the page of the sources. */
export async function sourceStandings(
  app: Pick<App, 'ledger' | 'sources' | 'sites' | 'settings' | 'clock'>,
): Promise<SourceStandings> {
  const now = app.clock.now()
  const conditions = await readConditions(conditionPorts(app), now)
  return Object.fromEntries(
    conditions.map(condition => [
      condition.source,
      { word: sourceState(condition).word, late: isLateInReport(condition, now) },
    ]),
  )
}
