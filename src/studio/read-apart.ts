import { type ApartLimits, ApartStopped } from '../common/apart/protocol.ts'
import { runApart } from '../common/apart/run-apart.ts'
import { serveFetcher } from '../harvest/apart/serve-fetcher.ts'
import { stoppedReading } from '../harvest/apart/stopped-reading.ts'
import type { Fetcher } from '../harvest/connector.ts'
import type { ReadInput, ReadOut } from './read-task.ts'

const TASK = new URL('./read-task.ts', import.meta.url)
/** Somebody waits. */
const LIMITS: Partial<ApartLimits> = { silentMs: 10_000, workMs: 20_000 }

/**
 * Reads a source by its lesson, in a process apart, and keeps nothing.
 * @throws Error in French when it cannot be read, or takes too long
 */
export async function readApart(input: ReadInput, fetcher: Fetcher, limits = LIMITS): Promise<ReadOut> {
  const served = serveFetcher(fetcher)
  try {
    const step = await runApart<never, ReadOut>({ module: TASK, input, answer: served.answer, limits }).next()
    return step.value
  } catch (error) {
    if (!(error instanceof ApartStopped)) throw error
    throw new Error(stoppedReading(error, served.last ?? input.address).message)
  }
}
