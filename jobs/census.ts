import { z } from 'zod'
import { type CensusPorts, type CensusTaken, takeCensus } from '../src/census/take-census.ts'
import type { Logger } from '../src/common/logger.ts'
import { workerName } from '../src/common/worker-name.ts'
import { underLease } from '../src/ledger/leases.ts'
import type { Ledger } from '../src/ledger/ledger.ts'
import type { JobDefinition } from '../src/queue/job-runner.ts'

/** Of the quota, so that what writes at night is not kept waiting. */
const NIGHTLY_SHARE = 0.4
/** About an hour of it: a first census of a département is over in a night. */
const NIGHTLY_READS = 3500
/** Without a sign of life for this long another worker may begin, milliseconds. */
const LEASE_MS = 90_000

/** Every night: what moved in the départements, whoever wrote it. One at a time, whoever asks. */
export function censusJob(
  ports: CensusPorts & { ledger: Pick<Ledger, 'leases' | 'census'>; log: Logger },
): JobDefinition<object, Pick<CensusTaken, 'counts' | 'left'> | { busy: true }> {
  return {
    name: 'census',
    payload: z.strictObject({}),
    async run(_, signal) {
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
      const { counts, left, census } = held.result
      ports.log.info({ counts, left, requests: census.requests }, 'census taken')
      return { counts, left }
    },
  }
}
