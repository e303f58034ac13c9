import { hostname } from 'node:os'
import { z } from 'zod'
import type { Counts } from '../src/ledger/plan.ts'
import type { FinalState } from '../src/ledger/runs.ts'
import type { JobDefinition } from '../src/queue/job-runner.ts'
import type { PassPorts } from '../src/sync/ports.ts'
import { inTurn } from './in-turn.ts'

const ApplyPayload = z.strictObject({
  plan: z.string(),
  /** The person who approved it. */
  by: z.string(),
})
export type ApplyPayload = z.output<typeof ApplyPayload>

/** What a queue keeps of a plan that was carried out; the whole report is in the ledger. */
export interface AppliedPlan {
  plan: string
  run: string | null
  /** `settled`: nothing was left to do, it was applied, refused or replaced before. */
  state: FinalState | 'settled' | 'unknown'
  counts: Counts | null
  /** French; null when everything went through. */
  message: string | null
}

export type ApplyPlanPorts = Pick<PassPorts, 'sources' | 'ledger' | 'dora' | 'clock' | 'log'>

/** Before asking again for a source that a pass holds, milliseconds: somebody waits for it. */
const HELD_MS = 15_000

export const APPLY_PLAN = 'apply-plan'
/** One plan has one job at a time, whoever asks for it and how often. */
export const applyJobId = (plan: string) => `appliquer-${plan}`

/**
 * Carries out a plan that a person approved, under the lease of its source. What an earlier start wrote is recognised and not written twice.
 * @throws TryLater while another run holds the source; Error in French when the source is no longer configured
 */
export function applyPlanJob(ports: ApplyPlanPorts): JobDefinition<ApplyPayload, AppliedPlan> {
  return {
    name: APPLY_PLAN,
    payload: ApplyPayload,
    async run({ plan: id, by }, signal) {
      const { ledger, clock } = ports
      // What compares and writes comes with the first plan: a process that waits for work does without.
      const { applyStoredPlan } = await import('../src/sync/apply-stored.ts')
      const { patientPorts } = await import('../src/sync/patient-ports.ts')
      const { dora } = patientPorts(ports, { signal })
      const plan = await ledger.plans.head(id)
      const nothing = { plan: id, run: null, counts: null }
      if (plan === null) return { ...nothing, state: 'unknown', message: 'Ce plan n’existe plus.' }
      if (plan.state === 'applied' || plan.state === 'refused' || plan.state === 'stale')
        return { ...nothing, state: 'settled', message: null }
      const entry = ports.sources.find(({ config }) => config.id === plan.source)
      if (entry === undefined)
        throw new Error(`La source « ${plan.source} » n’existe plus ou sa configuration est à corriger.`)
      const work = applyStoredPlan({
        plan: id,
        by,
        configuration: entry.fingerprint,
        ledger,
        reader: dora.reader,
        // A person approved this very plan: a structure in it may be created.
        writer: dora.writer({ createStructures: true }),
        clock,
        departments: dora.departments,
        holder: `${hostname()} ${process.pid}`,
        signal,
      })
      const result = await inTurn(plan.source, HELD_MS, work)
      if (!('report' in result)) return { ...nothing, state: 'unknown', message: result.message }
      const { run, state, report, message } = result
      ports.log.info({ plan: id, run, state, counts: report.counts }, 'plan carried out')
      return { plan: id, run, state, counts: report.counts, message }
    },
  }
}
