import type { Lease } from '../ledger/leases.ts'
import type { Ledger } from '../ledger/ledger.ts'

/** Without a sign of life for this long, another worker may take the source over (milliseconds). A sign is given three times as often, whatever the work waits for. */
export const LEASE_MS = 90_000

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
  // A lease that could not be prolonged is noticed by the next `hold`, before the next write.
  const beat = setInterval(() => void lease.hold().catch(() => undefined), LEASE_MS / 3)
  beat.unref()
  try {
    return { busy: false, result: await work(lease) }
  } finally {
    clearInterval(beat)
    // When the ledger is away, what became of the work is what the caller must hear.
    await lease.release().catch(() => releaseLater(lease))
  }
}

/** The ledger was away: the source is free as soon as it is back, not only when the lease ends. Keeps no process alive. */
function releaseLater(lease: Pick<Lease, 'release'>, triesLeft = LEASE_MS / 1000): void {
  if (triesLeft <= 0) return
  const timer = setTimeout(() => void lease.release().catch(() => releaseLater(lease, triesLeft - 1)), 1000)
  timer.unref()
}
