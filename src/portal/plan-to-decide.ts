import type { Plan } from '../ledger/plan.ts'

/** What a person may still do with a plan: `held`, it waits for an answer; `offered`, a simulation that may be applied now or left to the next run; `nothing`, it is settled or changes nothing. */
export function planToDecide(
  plan: Pick<Plan, 'state' | 'quarantine'> & { operations: { readonly length: number } },
): 'held' | 'offered' | 'nothing' {
  if (plan.state !== 'proposed') return 'nothing'
  if (plan.quarantine !== null) return 'held'
  return plan.operations.length > 0 ? 'offered' : 'nothing'
}
