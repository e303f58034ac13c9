import { LeaseLost } from '../src/ledger/leases.ts'
import { TryLater } from '../src/queue/try-later.ts'

/**
 * Work under the lease of a source, as a queue wants it: it waits for its turn instead of answering «busy», and is done again in its turn
 * when another worker took the source over or it was told to stop, which is no fault of the work.
 * @param heldMs before asking again, milliseconds
 * @throws TryLater
 */
export async function inTurn<Result extends { state: string }>(
  source: string,
  heldMs: number,
  work: Promise<Result>,
): Promise<Result> {
  const result = await work.catch(error => {
    if (error instanceof LeaseLost) throw new TryLater(error.message, heldMs, { cause: error })
    throw error
  })
  if (result.state === 'busy') throw new TryLater(`source ${source} is held by another run`, heldMs)
  return result
}
