import type { CensusPorts, CensusTaken } from '../src/census/take-census.ts'
import type { Logger } from '../src/common/logger.ts'
import { workerName } from '../src/common/worker-name.ts'
import { underLease } from '../src/ledger/leases.ts'
import type { Ledger } from '../src/ledger/ledger.ts'
import type { JobDefinition } from '../src/queue/job-runner.ts'
import { plainJob } from './plain-job.ts'

/** Of the quota, so that what writes at night is not kept waiting. */
const NIGHTLY_SHARE = 0.4
/** About an hour of it: a first census of a département is over in a night. */
const NIGHTLY_READS = 3500
/** A little less than a week, so that the same night of each week reads it. */
const OTHERS_MS = 6.5 * 24 * 3_600_000
/** Without a sign of life for this long another worker may begin, milliseconds. */
const LEASE_MS = 90_000

export interface CensusJobPorts extends CensusPorts {
  ledger: Pick<Ledger, 'leases' | 'census' | 'censusStates' | 'links' | 'otherServices' | 'transaction'>
  log: Logger
  /** Address or path of data·inclusion's open file, and the département it is read for; null: none is set. */
  others: { place: string; department: string } | null
}

/** Every night: what moved in the départements, whoever wrote it. One at a time, whoever asks. */
export function censusJob(
  ports: CensusJobPorts,
): JobDefinition<object, Pick<CensusTaken, 'counts' | 'left'> | { busy: true }> {
  return plainJob('census', async signal => {
    const { takeCensus } = await import('../src/census/take-census.ts')
    const asked = { read: NIGHTLY_READS, share: NIGHTLY_SHARE }
    const held = await underLease(
      ports.ledger.leases,
      'recensement',
      workerName(),
      LEASE_MS,
      lease => takeCensus(ports, asked, lease.signal),
      signal,
    )
    if (held.busy) return { busy: true }
    await readOthersWeekly(ports, signal)
    const { counts, left, census, aside } = held.result
    ports.log.info({ counts, left, requests: census.requests, aside }, 'census taken')
    return { counts, left }
  })
}

/** The file moves each week. One that cannot be used leaves the former reading, and the census stands. */
async function readOthersWeekly({ ledger, clock, log, others }: CensusJobPorts, signal: AbortSignal): Promise<void> {
  if (others === null) return
  const [last] = await ledger.otherServices.files()
  if (last !== undefined && clock.now().getTime() - Date.parse(last.taken) < OTHERS_MS) return
  const { UnusableFile } = await import('../src/census/read-others.ts')
  const { takeOthers } = await import('../src/census/take-others.ts')
  try {
    const counts = await takeOthers({ ledger }, others.department, others.place, signal)
    log.info({ counts }, 'services of other sources read')
  } catch (error) {
    if (!(error instanceof UnusableFile)) throw error
    log.warn({ err: error }, 'the file of other sources cannot be used: the former reading stays')
  }
}
