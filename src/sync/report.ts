import type { Step } from './apply.ts'
import type { OfferOutcome, Plan } from './contract.ts'
import { countOutcomes } from './counts.ts'
import type { RunReport } from './run-report.ts'

/** What really happened, from the plan and from how each of its operations ended. */
export function reportRun(plan: Plan, steps: readonly Step[]): RunReport {
  const ends = new Map(steps.filter(s => s.operation.kind !== 'create-structure').map(s => [s.operation.key, s]))
  const planned = new Set(plan.operations.filter(o => o.kind !== 'create-structure').map(o => o.key))
  const outcomes = plan.outcomes.map(outcome => {
    const step = ends.get(outcome.key)
    if (step !== undefined) return endOf(outcome, step)
    return planned.has(outcome.key) ? unreached(outcome, plan) : outcome
  })
  const wrote = steps.filter(step => step.end === 'done' && step.wrote).map(step => step.operation.kind)
  return {
    run: plan.run,
    source: plan.source,
    plan: plan.id,
    outcomes,
    counts: countOutcomes(outcomes),
    writes: {
      created: wrote.filter(kind => kind === 'create').length,
      changed: wrote.filter(kind => kind !== 'create' && kind !== 'create-structure').length,
      structures: wrote.filter(kind => kind === 'create-structure').length,
    },
    stale: steps.filter(step => step.end === 'stale').length,
    doubts: steps.filter(step => step.end === 'doubt').length,
    quarantine: plan.state === 'proposed' ? plan.quarantine : null,
  }
}

function endOf(outcome: OfferOutcome, step: Step): OfferOutcome {
  switch (step.end) {
    case 'done':
      return { ...outcome, slug: step.slug, ...(step.wrote ? {} : withoutWrite(outcome)) }
    case 'refused':
      return {
        ...outcome,
        state: 'rejected',
        reason: step.rejection.message,
        rejection: step.rejection,
        whose: step.rejection.whose,
      }
    case 'stale':
    case 'doubt':
    case 'failed':
      return { ...outcome, state: 'waiting', reason: step.reason, whose: 'robot' }
  }
}

/** Found done already: nothing was sent in this run, so nothing is counted as sent. */
function withoutWrite(outcome: OfferOutcome): Partial<OfferOutcome> {
  return outcome.state === 'created' || outcome.state === 'updated'
    ? { state: 'unchanged', reason: 'Déjà en place dans DORA.' }
    : {}
}

function unreached(outcome: OfferOutcome, plan: Plan): OfferOutcome {
  return plan.state === 'proposed' && plan.quarantine !== null
    ? {
        ...outcome,
        state: 'waiting',
        reason: `Proposé, en attente d’un accord. ${outcome.reason}`,
        whose: 'gestionnaire',
      }
    : { ...outcome, state: 'waiting', reason: 'Pas encore envoyé ; repris au prochain passage.', whose: 'robot' }
}
