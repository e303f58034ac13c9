import { type Lease, underLease } from '../ledger/leases.ts'
import type { Ledger } from '../ledger/ledger.ts'

/** Without a sign of life for this long, another worker may take the source over (milliseconds). */
const LEASE_MS = 90_000

/**
 * One run per source at a time, across processes.
 * @param holder name of this worker, for people
 * @param stop aborted: told to stop, the run writes no more and is left open; the next one says that it was interrupted
 * @returns what `work` returns, or `busy` when somebody else is on the source
 */
export function withSourceLease<T>(
  { leases }: Pick<Ledger, 'leases'>,
  source: string,
  holder: string,
  work: (lease: Lease) => Promise<T>,
  stop?: AbortSignal,
) {
  return underLease(leases, `source:${source}`, holder, LEASE_MS, work, stop)
}
