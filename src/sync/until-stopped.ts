import { type Lease, LeaseLost } from '../ledger/leases.ts'

/** The same lease, lost as soon as `signal` is aborted: told to stop, or given to another worker, a run writes no more and is left open; the next one says that it was interrupted. */
export function untilStopped(lease: Pick<Lease, 'hold'>, signal: AbortSignal): Pick<Lease, 'hold'> {
  return {
    async hold() {
      if (signal.aborted) throw new LeaseLost('the run was told to stop')
      await lease.hold()
    },
  }
}
