import { ApartStopped } from '../../common/apart/protocol.ts'
import { runApart } from '../../common/apart/run-apart.ts'
import type { Fetcher } from '../connector.ts'
import { serveFetcher } from './serve-fetcher.ts'
import { stoppedReading } from './stopped-reading.ts'

/** Somebody waits. */
const LIMITS = { silentMs: 10_000, workMs: 20_000 }

/**
 * What a task makes of a page or a file, in a process apart.
 * @throws Error in French when it cannot be had or read, or takes too long
 */
export async function whileWaiting<Input extends { address: string }, Out>(
  module: URL,
  input: Input,
  fetcher: Fetcher,
): Promise<Out> {
  const served = serveFetcher(fetcher)
  try {
    return (await runApart<never, Out>({ module, input, answer: served.answer, limits: LIMITS }).next()).value
  } catch (error) {
    if (!(error instanceof ApartStopped)) throw error
    throw new Error(stoppedReading(error, served.last ?? input.address).message)
  }
}
