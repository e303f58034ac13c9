import type { Redis } from 'ioredis'
import type { Clock } from '../common/clock.ts'
import type { NewId } from '../common/ids.ts'
import type { Host, HostBook } from '../harvest/hosts.ts'

/** How long a host stays taken by a process that no longer says anything, milliseconds; prolonged while a request runs. */
const HOLD_MS = 15_000
/** The longest nap while another process has the host, milliseconds. */
const NAP_MS = 250

/** KEYS: host. ARGV: member, hold in ms. Returns 0 when taken, else the milliseconds until the host may be free. */
const TAKE = `
if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 0 end
if redis.call('GET', KEYS[1]) == ARGV[1] then return 0 end
return math.max(1, redis.call('PTTL', KEYS[1]))`

/** KEYS: host. ARGV: member, hold in ms. */
const PROLONG = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 0`

/** KEYS: host. ARGV: member, pause in ms. The host stays taken, by nobody, until the pause is over. */
const LEAVE = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if tonumber(ARGV[2]) > 0 then redis.call('SET', KEYS[1], 'pause', 'PX', ARGV[2]) else redis.call('DEL', KEYS[1]) end
return 0`

/**
 * The same book of hosts, with the pace kept for the whole fleet: one request at a time per host and its pause after it, whoever sends it.
 * Breakers and robots.txt stay each process's own: they are learnt again in one request.
 * @param options.local the book of this process; its own pace is left to the fleet's
 */
export function redisHostBook(options: {
  redis: Redis
  local: HostBook
  clock: Clock
  newId: NewId
  prefix?: string
}): HostBook {
  const { redis, local, clock, newId, prefix = 'dora-sync' } = options
  const hosts = new Map<string, Host>()

  async function take(key: string, member: string, signal: AbortSignal | undefined): Promise<void> {
    for (;;) {
      signal?.throwIfAborted()
      const wait = Number(await redis.eval(TAKE, 1, key, member, HOLD_MS).catch(() => NAP_MS))
      if (wait === 0) return
      await clock.sleep(Math.min(wait, NAP_MS), signal)
    }
  }

  function shared(host: Host): Host {
    const key = `${prefix}:host:${host.name}`
    return {
      name: host.name,
      robots: host.robots,
      breaker: host.breaker,
      turn: (paceMs, signal, task) =>
        host.turn(0, signal, async () => {
          const member = newId('turn')
          await take(key, member, signal)
          const beat = setInterval(() => {
            redis.eval(PROLONG, 1, key, member, HOLD_MS).catch(() => undefined)
          }, HOLD_MS / 3)
          beat.unref()
          try {
            return await task()
          } finally {
            clearInterval(beat)
            await redis.eval(LEAVE, 1, key, member, Math.ceil(paceMs)).catch(() => undefined)
          }
        }),
    }
  }

  return {
    of(name) {
      let host = hosts.get(name)
      if (host === undefined) {
        host = shared(local.of(name))
        hosts.set(name, host)
      }
      return host
    },
  }
}
