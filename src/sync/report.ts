import type { Shelves } from '../ledger/ledger.ts'
import type { OfferOutcome, PlanHead } from '../ledger/plan.ts'
import type { RunReport } from '../ledger/run-report.ts'
import { Tally } from './counts.ts'
import type { Field } from './fields.ts'
import { exceptFields } from './not-kept.ts'
import type { Step } from './step.ts'

/** How an operation ended, without the operation itself. */
type End =
  | { end: 'done'; slug: string; wrote: boolean; notKept?: readonly Field[] }
  | Pick<Extract<Step, { end: 'refused' }>, 'end' | 'rejection'>
  | { end: 'stale' | 'doubt' | 'failed'; reason: string }

/** How the operations of a plan ended, one by one: what a report needs of them, and no more. */
export class Ends {
  readonly writes: RunReport['writes'] = { created: 0, changed: 0, structures: 0 }
  stale = 0
  doubts = 0
  /** Operations that came to an end. */
  done = 0
  /** Of these, how many were neither done nor refused for good. */
  open = 0
  readonly #byKey = new Map<string, End>()

  note(step: Step): void {
    const { kind, key } = step.operation
    this.done += 1
    if (step.end !== 'done' && step.end !== 'refused') this.open += 1
    if (step.end === 'stale') this.stale += 1
    if (step.end === 'doubt') this.doubts += 1
    if (step.end === 'done' && step.wrote)
      this.writes[kind === 'create' ? 'created' : kind === 'create-structure' ? 'structures' : 'changed'] += 1
    if (kind !== 'create-structure') this.#byKey.set(key, endOf(step))
  }

  of(key: string): End | undefined {
    return this.#byKey.get(key)
  }
}

/** What a report is made from: the plan, how its operations ended, and the offers that a write was planned for. */
export interface Reported {
  plan: PlanHead
  ends: Ends
  planned: ReadonlySet<string>
}

/** @param plan as it stood when its operations were carried out, or were not */
export async function reported(
  plan: PlanHead,
  ends: Ends,
  { plans }: { plans: Pick<Shelves['plans'], 'items'> },
): Promise<Reported> {
  const planned = new Set<string>()
  if (plan.sizes.operations > 0)
    for await (const { kind, key } of plans.items(plan.id, 'operations'))
      if (kind !== 'create-structure') planned.add(key)
  return { plan, ends, planned }
}

/** What really became of each offer, from the plan and from how each of its operations ended; read from the ledger some at a time. */
export async function* reportLines(
  { plan, ends, planned }: Reported,
  { plans }: { plans: Pick<Shelves['plans'], 'items'> },
): AsyncGenerator<OfferOutcome, void> {
  for await (const outcome of plans.items(plan.id, 'outcomes')) {
    const end = ends.of(outcome.key)
    if (end !== undefined) yield withEnd(outcome, end)
    else yield planned.has(outcome.key) ? unreached(outcome, plan) : outcome
  }
}

/** The sums of the lines, and what was written. */
export async function reportRun(
  from: Reported,
  shelves: { plans: Pick<Shelves['plans'], 'items'> },
): Promise<RunReport> {
  const { plan, ends } = from
  const tally = new Tally()
  for await (const line of reportLines(from, shelves)) tally.count(line)
  return {
    run: plan.run,
    source: plan.source,
    plan: plan.id,
    counts: tally.counts,
    writes: ends.writes,
    stale: ends.stale,
    doubts: ends.doubts,
    quarantine: plan.state === 'proposed' ? plan.quarantine : null,
  }
}

function endOf(step: Step): End {
  switch (step.end) {
    case 'done':
      return { end: 'done', slug: step.slug, wrote: step.wrote, ...(step.notKept ? { notKept: step.notKept } : {}) }
    case 'refused':
      return { end: 'refused', rejection: step.rejection }
    case 'stale':
    case 'doubt':
    case 'failed':
      return { end: step.end, reason: step.reason }
  }
}

function withEnd(outcome: OfferOutcome, end: End): OfferOutcome {
  switch (end.end) {
    case 'done':
      return {
        ...outcome,
        slug: end.slug,
        ...(end.wrote ? {} : withoutWrite(outcome)),
        ...(end.notKept ? withLoss(outcome, end.notKept) : {}),
      }
    case 'refused':
      return {
        ...outcome,
        state: 'rejected',
        reason: end.rejection.message,
        rejection: end.rejection,
        whose: end.rejection.whose,
      }
    case 'stale':
    case 'doubt':
    case 'failed':
      return { ...outcome, state: 'waiting', reason: end.reason, whose: 'robot' }
  }
}

/** Written, and DORA did not keep all of it: never told as if nothing had happened. */
function withLoss(outcome: OfferOutcome, lost: readonly Field[]): Partial<OfferOutcome> {
  const done = outcome.state === 'created' ? 'Créée' : 'Envoyée'
  return { notKept: lost, whose: 'gestionnaire', reason: `${done}, ${exceptFields(lost)}. ${outcome.reason}` }
}

/** Found done already: nothing was sent in this run, so nothing is counted as sent. */
function withoutWrite(outcome: OfferOutcome): Partial<OfferOutcome> {
  return outcome.state === 'created' || outcome.state === 'updated'
    ? { state: 'unchanged', reason: 'Déjà en place dans DORA.' }
    : {}
}

function unreached(outcome: OfferOutcome, plan: PlanHead): OfferOutcome {
  return plan.state === 'proposed' && plan.quarantine !== null
    ? {
        ...outcome,
        state: 'waiting',
        reason: `Proposé, en attente d’un accord. ${outcome.reason}`,
        whose: 'gestionnaire',
      }
    : { ...outcome, state: 'waiting', reason: 'Pas encore envoyé ; repris au prochain passage.', whose: 'robot' }
}
