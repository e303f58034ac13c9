import type { Condition, Standing } from './standing.ts'

/** A thing that no longer stands as it was last told. */
export interface Change extends Condition {
  before: Standing
}

/** What is worth telling: every change, a recovery included; not the same thing again at every look. @param told standing by subject, `good` when absent */
export function changes(conditions: readonly Condition[], told: ReadonlyMap<string, Standing>): Change[] {
  return conditions.flatMap(condition => {
    const before = told.get(condition.subject) ?? 'good'
    return before === condition.standing ? [] : [{ ...condition, before }]
  })
}
