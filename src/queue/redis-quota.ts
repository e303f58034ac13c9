import type { Redis } from 'ioredis'
import type { Clock } from '../common/clock.ts'
import type { NewId } from '../common/ids.ts'
import { LONGEST_IN_LINE_MS, LongPause, type Quota } from '../dora/quota.ts'

/** One second more than DORA's window: a slow request followed by a quick one arrive closer than they left. */
const WINDOW_MS = 61_000
/** A leave that took longer to come back is not used: this process was asleep, and the window moved on. */
const STALE_MS = 500
/** While Redis is away, how long before asking again. */
const AWAY_MS = 1000

/**
 * One decision for the whole fleet, by Redis's own clock.
 * KEYS: leaves of the window (sorted set: member → instant), pause, even pace. ARGV: limit, window in ms, member.
 * Returns 0 when the request may leave now, else the milliseconds to wait.
 */
const TAKE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local window = tonumber(ARGV[2])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - window)
local paused = redis.call('PTTL', KEYS[2])
if paused > 0 then return paused end
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[1]) then
  local oldest = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
  return math.max(1, oldest[2] + window - now)
end
if redis.call('EXISTS', KEYS[3]) == 1 then
  local last = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')
  local due = (last[2] or 0) + math.ceil(window / tonumber(ARGV[1]))
  if due > now then return due - now end
end
redis.call('ZADD', KEYS[1], now, ARGV[3])
redis.call('PEXPIRE', KEYS[1], window)
return 0`

/** KEYS: pause, even pace. ARGV: milliseconds, window in ms. A shorter pause never shortens a longer one; the pace stays even for a window after it. */
const PAUSE = `
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[1]) then redis.call('SET', KEYS[1], '1', 'PX', ARGV[1]) end
redis.call('SET', KEYS[2], '1', 'PX', redis.call('PTTL', KEYS[1]) + ARGV[2])
return 0`

/**
 * Sliding window shared by every process on this Redis: at most `perMinute` requests leave in any 61 s, whoever sends them.
 * While Redis is away nobody leaves; when it is back, all go on.
 * @param options.redis a patient or an impatient connection
 * @param options.account one window per DORA account (never the token itself)
 * @param options.windowMs for tests, default 61 000
 */
export function redisQuota(options: {
  redis: Redis
  account: string
  perMinute: number
  clock: Clock
  newId: NewId
  prefix?: string
  windowMs?: number
}): Quota {
  const { redis, account, perMinute, clock, newId, prefix = 'dora-sync', windowMs = WINDOW_MS } = options
  const leaves = `${prefix}:quota:${account}`
  const pause = `${leaves}:pause`
  const even = `${leaves}:even`
  let turn: Promise<void> = Promise.resolve()

  async function wait(signal?: AbortSignal): Promise<void> {
    for (;;) {
      signal?.throwIfAborted()
      const member = newId('leave')
      const asked = clock.now().getTime()
      const delay = await abortable(take(member), signal)
      const took = clock.now().getTime() - asked
      if (delay === 0 && took <= STALE_MS) return
      // A full window is never that long: DORA asked for it.
      if (delay > Math.max(LONGEST_IN_LINE_MS, windowMs)) throw new LongPause(delay)
      if (delay === 0) await abortable(redis.zrem(leaves, member), signal).catch(() => undefined)
      else await clock.sleep(delay, signal)
    }
  }

  async function take(member: string): Promise<number> {
    try {
      return Number(await redis.eval(TAKE, 3, leaves, pause, even, perMinute, windowMs, member))
    } catch {
      return AWAY_MS
    }
  }

  return {
    // One at a time in this process: those who came first leave first, and Redis is not asked by a crowd.
    acquire(signal) {
      const mine = turn.then(() => wait(signal))
      turn = mine.catch(() => undefined)
      return mine
    },
    pause(ms) {
      const told = redis.eval(PAUSE, 2, pause, even, Math.ceil(ms), windowMs).catch(() => undefined)
      turn = turn.then(async () => void (await told))
    },
  }
}

/** A command that waits for an absent Redis must not hold somebody who gave up. */
function abortable<T>(work: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (signal === undefined) return work
  return new Promise<T>((resolve, reject) => {
    const give = () => reject(signal.reason)
    if (signal.aborted) return give()
    signal.addEventListener('abort', give, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', give))
  })
}
