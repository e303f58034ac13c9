import { outsideHours } from '../harvest/outside-hours.ts'
import type { Run } from '../ledger/runs.ts'

/** Whether a run was there to read its source and write to DORA: neither a simulation, nor the sending of a plan that was approved, nor one that came outside the hours of the site. */
export function isPass({ outcome, plan, state }: Pick<Run, 'outcome' | 'plan' | 'state'>): boolean {
  const onlySent = outcome === null && plan !== null
  return !onlySent && state !== 'simulated' && !outsideHours(outcome)
}
