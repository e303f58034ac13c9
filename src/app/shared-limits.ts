import type { Clock } from '../common/clock.ts'
import { sha256 } from '../common/digest.ts'
import type { NewId } from '../common/ids.ts'
import type { Logger } from '../common/logger.ts'
import { createQuota, type Quota } from '../dora/quota.ts'
import { createHostBook, type HostBook } from '../harvest/hosts.ts'

/** What may be asked of others, counted once for all who ask. */
export interface SharedLimits {
  quota: Quota
  hosts: HostBook
  close(): Promise<void>
}

/**
 * DORA's quota and each host's pace: kept in Redis for the whole fleet when there is one, else in this process.
 * @param options.account what the quota belongs to, e.g. the token; only its digest leaves this function
 */
export async function sharedLimits(options: {
  redisUrl: string | undefined
  account: string
  perMinute: number
  clock: Clock
  newId: NewId
  log: Logger
}): Promise<SharedLimits> {
  const { redisUrl, account, perMinute, clock, newId, log } = options
  const local = createHostBook(clock)
  if (redisUrl === undefined)
    return { quota: createQuota({ perMinute, clock }), hosts: local, close: () => Promise.resolve() }
  // What speaks to Redis is only loaded where there is one.
  const [{ connectRedis }, { redisHostBook }, { redisQuota }] = await Promise.all([
    import('../queue/redis-connection.ts'),
    import('../queue/redis-pace.ts'),
    import('../queue/redis-quota.ts'),
  ])
  const redis = connectRedis(redisUrl, { patience: 'patient', log, name: 'dora-sync-limits' })
  return {
    quota: redisQuota({ redis, account: sha256(account).slice(0, 16), perMinute, clock, newId }),
    hosts: redisHostBook({ redis, local, clock, newId }),
    close: async () => redis.disconnect(),
  }
}

/** The same quota, which lets nobody through any more once `stop` is aborted: a wait may last a minute, a stop may not. */
export function quotaUntil(quota: Quota, stop: AbortSignal): Quota {
  return {
    acquire: signal => quota.acquire(signal === undefined ? stop : AbortSignal.any([signal, stop])),
    pause: ms => quota.pause(ms),
  }
}
