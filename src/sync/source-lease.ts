import type { Lease } from '../ledger/leases.ts'
import type { Ledger } from '../ledger/ledger.ts'

/** Without a sign of life for this long, another worker may take the source over (milliseconds). */
export const LEASE_MS = 5 * 60_000

/**
 * One run per source at a time, across processes.
 * @param holder name of this worker, for people
 * @returns what `work` returns, or `busy` when somebody else is on the source
 */
export async function withSourceLease<T>(
  ledger: Ledger,
  source: string,
  holder: string,
  work: (lease: Lease) => Promise<T>,
): Promise<{ busy: false; result: T } | { busy: true; holder: string }> {
  const name = `source:${source}`
  const lease = await ledger.leases.acquire(name, holder, LEASE_MS)
  if (lease === null) return { busy: true, holder: (await ledger.leases.read(name))?.holder ?? '?' }
  try {
    return { busy: false, result: await work(lease) }
  } finally {
    await lease.release()
  }
}
