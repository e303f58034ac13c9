import { type ApartLimits, ApartStopped } from '../common/apart/protocol.ts'
import { runApart } from '../common/apart/run-apart.ts'
import { serveFetcher } from '../harvest/apart/serve-fetcher.ts'
import { stoppedReading } from '../harvest/apart/stopped-reading.ts'
import type { Fetcher } from '../harvest/connector.ts'
import type { LearnInput } from './learn-task.ts'
import type { Proposal } from './proposal.ts'

const TASK = new URL('./learn-task.ts', import.meta.url)
/** Somebody waits for the proposal. */
const LIMITS: Partial<ApartLimits> = { silentMs: 10_000, workMs: 20_000 }

/**
 * What a page or a file seems to hold, read in a process apart.
 * @throws Error in French when it cannot be had or read
 */
export async function learnApart(input: LearnInput, fetcher: Fetcher, limits = LIMITS): Promise<Proposal> {
  const served = serveFetcher(fetcher)
  try {
    const step = await runApart<never, Proposal>({ module: TASK, input, answer: served.answer, limits }).next()
    return step.value
  } catch (error) {
    if (!(error instanceof ApartStopped)) throw error
    throw new Error(stoppedReading(error, served.last ?? input.address).message)
  }
}
