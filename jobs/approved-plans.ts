import type { Logger } from '../src/common/logger.ts'
import type { Ledger } from '../src/ledger/ledger.ts'
import type { JobDefinition, JobRunner } from '../src/queue/job-runner.ts'
import { wasTried } from '../src/sync/was-tried.ts'
import { APPLY_PLAN, type ApplyPayload, applyJobId } from './apply-plan.ts'
import { plainJob } from './plain-job.ts'

/** What a gestionnaire may have approved between two looks. */
const MOST_PLANS = 50

/**
 * An approval is a promise: a plan that a person approved to be carried out, and whose job was lost with the program that held it
 * (or never asked for, the queue being away), is asked for again. One that was tried and failed is left to that person.
 * @returns ids of the plans that were asked for
 */
export function approvedPlansJob(
  { ledger, log }: { ledger: Ledger; log: Logger },
  runner: Pick<JobRunner, 'enqueue' | 'deadLetters'>,
): JobDefinition<object, { asked: string[] }> {
  return plainJob('approved-plans', async () => {
    const plans = await ledger.plans.toSend(MOST_PLANS)
    if (plans.length === 0) return { asked: [] }
    const given = new Set(
      (await runner.deadLetters(1000)).map(letter => (letter.payload as { plan?: string } | null)?.plan),
    )
    const asked: string[] = []
    for (const plan of plans) {
      const { id, source, by } = plan
      if (given.has(id)) continue
      if (wasTried(plan, await ledger.listRuns({ source, limit: 50 }))) continue
      const payload: ApplyPayload = { plan: id, by }
      await runner.enqueue(APPLY_PLAN, payload, { priority: 'now', id: applyJobId(id) })
      asked.push(id)
    }
    if (asked.length > 0) log.info({ plans: asked }, 'approved plans asked for again')
    return { asked }
  })
}
