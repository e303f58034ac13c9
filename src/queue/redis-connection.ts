import { Redis } from 'ioredis'
import type { Logger } from '../common/logger.ts'

/**
 * `patient`: a command waits for Redis to come back, as a worker must. `impatient`: it fails as soon as the socket does, as a page
 * must, and is never sent again behind the back of who was told so.
 */
export type Patience = 'patient' | 'impatient'

/**
 * A connection that survives restarts and half-open networks: when a command got no byte back for `silenceMs`, the socket is
 * thrown away and another one opened.
 * @param options.silenceMs default 20 000, above the 10 s that a blocking command may last; 5 000 when impatient, which never blocks
 */
export function connectRedis(
  url: string,
  options: { patience: Patience; log: Logger; silenceMs?: number; name?: string },
): Redis {
  const impatient = { maxRetriesPerRequest: 0, enableOfflineQueue: false, autoResendUnfulfilledCommands: false }
  const redis = new Redis(url, {
    connectionName: options.name ?? 'dora-sync',
    ...(options.patience === 'patient' ? { maxRetriesPerRequest: null } : impatient),
    socketTimeout: options.silenceMs ?? (options.patience === 'patient' ? 20_000 : 5000),
    connectTimeout: 5000,
    keepAlive: 10_000,
    retryStrategy: times => Math.min(50 * 2 ** Math.min(times, 6), 2000),
    // After a fail-over we may be talking to a replica.
    reconnectOnError: error => error.message.startsWith('READONLY'),
  })
  let away = false
  redis.on('error', error => {
    // Once per absence, not at every attempt.
    // Its words only: the error of a refused AUTH carries the password.
    if (!away) options.log.warn({ reason: error.message }, 'redis is away')
    away = true
  })
  redis.on('ready', () => {
    if (away) options.log.info('redis is back')
    away = false
  })
  return redis
}
