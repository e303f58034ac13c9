import { sourceState } from '../portal/desk/source-state.ts'
import type { SourceCondition } from '../schedule/condition.ts'
import { readConditions } from '../schedule/read-conditions.ts'
import type { App } from './app.ts'
import { conditionPorts } from './condition-ports.ts'

/** How each source stands for who reads the report, by its id. */
export type SourceStandings = Record<string, { word: string; late: boolean }>

const LATE: readonly SourceCondition['standing'][] = ['missed', 'late']

/** The same words as the page of the sources. */
export async function sourceStandings(
  app: Pick<App, 'ledger' | 'sources' | 'sites' | 'settings' | 'clock'>,
): Promise<SourceStandings> {
  const conditions = await readConditions(conditionPorts(app), app.clock.now())
  return Object.fromEntries(
    conditions.map(condition => [
      condition.source,
      { word: sourceState(condition).word, late: condition.rests === null && LATE.includes(condition.standing) },
    ]),
  )
}
