import { type LedgerDeps, stamp } from './deps.ts'

/** Somebody else holds what we thought was ours: stop writing at once. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
  readonly code = 'bail-perdu'
}

/** The right to work on one thing, for a while. `token` grows at every hand-over: an older one never counts again. */
export interface Lease {
  readonly name: string
  readonly token: number
  /** Prolongs it, also past its end as long as nobody took it over. @throws LeaseLost when another took it, or after `release` */
  hold(): Promise<void>
  release(): Promise<void>
}

/** Sorts before every instant: free for anybody. */
const RELEASED = ''

export function leasesOf({ db, clock }: LedgerDeps) {
  return {
    /**
     * Takes the lease if it is free or expired; null when somebody holds it.
     * @param ttlMs how long it lasts without `hold`, in milliseconds
     */
    async acquire(name: string, holder: string, ttlMs: number): Promise<Lease | null> {
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
      const token = row.token
      return {
        name,
        token,
        async hold() {
          const held = await db
            .updateTable('leases')
            .set({ expires: expires() })
            .where('name', '=', name)
            .where('token', '=', token)
            .where('expires', '<>', RELEASED)
            .executeTakeFirst()
          if (held.numUpdatedRows !== 1n) throw new LeaseLost(`lease ${name} (token ${token}) is no longer held`)
        },
        async release() {
          // The row stays, expired: its token must go on growing.
          await db
            .updateTable('leases')
            .set({ expires: RELEASED })
            .where('name', '=', name)
            .where('token', '=', token)
            .execute()
        },
      }
    },
    async read(name: string): Promise<{ holder: string; token: number; expires: string } | null> {
      const row = await db
        .selectFrom('leases')
        .select(['holder', 'token', 'expires'])
        .where('name', '=', name)
        .executeTakeFirst()
      return row ?? null
    },
  }
}
