import { isDeadNeighbour } from '../common/worker-name.ts'
import { type LedgerDeps, stamp } from './deps.ts'

/** Somebody else holds what we thought was ours, or we were told to stop: stop writing at once. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
  readonly code = 'bail-perdu'
}

/** The right to work on one thing, for a while. `token` grows at every hand-over: an older one never counts again. */
export interface Lease {
  readonly name: string
  readonly token: number
  /** Aborted, with a `LeaseLost` as its reason, as soon as it is known to be lost: taken over, or its holder told to stop. */
  readonly signal: AbortSignal
  /** Prolongs it, also past its end as long as nobody took it over. @throws LeaseLost when it is lost, or after `release` */
  hold(): Promise<void>
  release(): Promise<void>
}

/** Sorts before every instant: free for anybody. */
const RELEASED = ''

export function leasesOf({ db, clock }: LedgerDeps) {
  /**
   * Takes the lease if it is free or expired; null when somebody holds it.
   * @param holder name of this worker, for people
   * @param ttlMs how long it lasts without `hold`, milliseconds
   * @param stop aborted: the lease counts as lost
   */
  async function acquire(name: string, holder: string, ttlMs: number, stop?: AbortSignal): Promise<Lease | null> {
    const now = stamp(clock)
    const expires = () => new Date(clock.now().getTime() + ttlMs).toISOString()
    const row = await db
      .insertInto('leases')
      .values({ name, holder, token: 1, expires: expires() })
      .onConflict(c =>
        c
          .column('name')
          .doUpdateSet(e => ({ holder, expires: expires(), token: e('leases.token', '+', 1) }))
          .where('leases.expires', '<=', now),
      )
      .returning('token')
      .executeTakeFirst()
    if (row === undefined) return null
    const { token } = row
    const lost = new AbortController()
    const lose = (why: string) => lost.abort(new LeaseLost(`lease ${name} (token ${token}) ${why}`))
    const stopped = () => lose('is held by a run that was told to stop')
    if (stop?.aborted) stopped()
    stop?.addEventListener('abort', stopped, { once: true })
    return {
      name,
      token,
      signal: lost.signal,
      async hold() {
        lost.signal.throwIfAborted()
        const held = await db
          .updateTable('leases')
          .set({ expires: expires() })
          .where('name', '=', name)
          .where('token', '=', token)
          .where('expires', '<>', RELEASED)
          .executeTakeFirst()
        if (held.numUpdatedRows !== 1n) lose('is no longer held')
        lost.signal.throwIfAborted()
      },
      async release() {
        stop?.removeEventListener('abort', stopped)
        // The row stays, expired: its token must go on growing.
        await db
          .updateTable('leases')
          .set({ expires: RELEASED })
          .where('name', '=', name)
          .where('token', '=', token)
          .execute()
      },
    }
  }

  /** Frees it when its holder, as it is written down now, is known to be gone. @returns whether it was freed */
  async function free(name: string, gone: (holder: string) => boolean): Promise<boolean> {
    const row = await read(name)
    if (row === null || row.expires === RELEASED || !gone(row.holder)) return false
    const freed = await db
      .updateTable('leases')
      .set({ expires: RELEASED })
      .where('name', '=', name)
      .where('token', '=', row.token)
      .where('holder', '=', row.holder)
      .executeTakeFirst()
    return freed.numUpdatedRows === 1n
  }

  async function read(name: string): Promise<{ holder: string; token: number; expires: string } | null> {
    const row = await db
      .selectFrom('leases')
      .select(['holder', 'token', 'expires'])
      .where('name', '=', name)
      .executeTakeFirst()
    return row ?? null
  }

  /**
   * Inside a transaction only: whoever takes the same turn, in whatever process, waits until that transaction ended, and then sees what it wrote.
   * A form that is sent twice at the same moment so finds what its first press kept.
   */
  async function turn(name: string): Promise<void> {
    await db
      .insertInto('leases')
      .values({ name: `turn ${name}`, holder: '', token: 1, expires: RELEASED })
      .onConflict(c => c.column('name').doUpdateSet(e => ({ token: e('leases.token', '+', 1) })))
      .execute()
  }

  return { acquire, read, free, turn }
}

/**
 * Work under a lease (as `acquire`), of which a sign is given three times as often as it needs, whatever the work waits for.
 * A holder of this machine that died is not waited for.
 * @returns what `work` returns, or `busy` when somebody else holds it
 */
export async function underLease<T>(
  leases: ReturnType<typeof leasesOf>,
  name: string,
  holder: string,
  ttlMs: number,
  work: (lease: Lease) => Promise<T>,
  stop?: AbortSignal,
): Promise<{ busy: false; result: T } | { busy: true; holder: string }> {
  const take = () => leases.acquire(name, holder, ttlMs, stop)
  const lease = (await take()) ?? ((await leases.free(name, isDeadNeighbour)) ? await take() : null)
  if (lease === null) return { busy: true, holder: (await leases.read(name))?.holder ?? '?' }
  // What is found lost here aborts the lease's signal; a ledger that is away is noticed by the next `hold`, before the next write.
  const beat = setInterval(() => void lease.hold().catch(() => undefined), ttlMs / 3)
  beat.unref()
  try {
    return { busy: false, result: await work(lease) }
  } finally {
    clearInterval(beat)
    // When the ledger is away, what became of the work is what the caller must hear.
    await lease.release().catch(() => releaseLater(lease, Math.ceil(ttlMs / 1000)))
  }
}

/** The ledger was away: the thing is free as soon as it is back, not only when the lease ends. Keeps no process alive. */
function releaseLater(lease: Pick<Lease, 'release'>, triesLeft: number): void {
  if (triesLeft <= 0) return
  const timer = setTimeout(() => void lease.release().catch(() => releaseLater(lease, triesLeft - 1)), 1000)
  timer.unref()
}
