import { type ApartLimits, ApartStopped } from '../../common/apart/protocol.ts'
import { runApart } from '../../common/apart/run-apart.ts'
import type { Rejection } from '../../common/rejection.ts'
import type { Fetcher, Harvested, Outcome } from '../connector.ts'
import { noFields } from '../no-fields.ts'
import { serveFetcher } from './serve-fetcher.ts'
import { stoppedReading } from './stopped-reading.ts'

/**
 * What a module yields of a source, from a process apart: a file made to take all memory or to be read for ever ends that process, and this
 * source alone. What was yielded before stands, and the reading is partial: it retires nothing.
 * @param task.module exports a `Task` over `Harvested` and `Outcome` @param address where the reading begins
 */
export async function* apartReading(
  task: { module: URL; input: unknown },
  address: string,
  fetcher: Fetcher,
  limits?: Partial<ApartLimits>,
): AsyncGenerator<Harvested, Outcome> {
  const served = serveFetcher(fetcher)
  const reasons: Rejection[] = []
  const stream = runApart<Harvested, Outcome>({ ...task, answer: served.answer, ...(limits && { limits }) })
  let offers = 0
  try {
    for (let step = await stream.next(); ; step = await stream.next()) {
      if (step.done) return step.value
      if (step.value.kind === 'rejected') {
        reasons.push(step.value.rejection)
        yield step.value
        continue
      }
      offers += 1
      const { offer } = step.value
      // What travels between processes loses the shape that lets a field be called «constructor».
      yield { kind: 'offer', offer: { ...offer, fields: Object.assign(noFields(), offer.fields) } }
    }
  } catch (error) {
    if (!(error instanceof ApartStopped)) throw error
    const reason = stoppedReading(error, served.last ?? address)
    const { documents } = served
    if (offers === 0)
      return { state: 'failed', code: reason.code, message: reason.message, whose: reason.whose, documents }
    yield { kind: 'rejected', rejection: reason }
    return { state: 'partial', reasons: [...reasons, reason], documents }
  } finally {
    await stream.return({ state: 'complete', documents: 0 })
  }
}
