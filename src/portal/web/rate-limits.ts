import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible'
import { sha256 } from '../../common/digest.ts'

/** A connection to Redis that several `web` processes share. */
export type SharedStore = ConstructorParameters<typeof RateLimiterRedis>[0]['storeClient']

/** Attempts that one key may make in a window. */
export interface Limit {
  /** @returns false when the key has used its share */
  take(key: string): Promise<boolean>
  /** The attempt was a good one: it does not count. */
  giveBack(key: string): Promise<void>
}

/**
 * @param seconds length of the window, which starts at the key's first attempt
 * @param store counted there for all processes, by the digest of the key; while it is away, and without one, in this process
 */
export function limit(points: number, seconds: number, store?: { name: string; client: SharedStore }): Limit {
  const here = new RateLimiterMemory({ points, duration: seconds })
  const limiter =
    store === undefined
      ? here
      : new RateLimiterRedis({
          storeClient: store.client,
          keyPrefix: `dora-sync:limit:${store.name}`,
          points,
          duration: seconds,
          insuranceLimiter: here,
        })
  const hidden = (key: string) => (store === undefined ? key : sha256(key).slice(0, 32))
  return {
    take: key =>
      limiter.consume(hidden(key)).then(
        () => true,
        () => false,
      ),
    giveBack: async key => {
      await limiter.reward(hidden(key), 1)
    },
  }
}

/** What strangers may try. @param client where several `web` processes count together */
export function createLimits(client?: SharedStore) {
  const of = (name: string, points: number, seconds: number) =>
    limit(points, seconds, client === undefined ? undefined : { name, client })
  return {
    /** Links asked for, by address of the asker: an office or a school has one for all its people. */
    askByHost: of('askByHost', 60, 15 * 60),
    /** Links sent to one e-mail address; beyond, nothing is sent and nothing is said. */
    askByEmail: of('askByEmail', 4, 15 * 60),
    /** Tokens that opened nothing, by address of the asker. Taken before the token is looked at, so that attempts at the same moment count; what opens is given back. */
    enter: of('enter', 20, 15 * 60),
    /** Files a partner may send. */
    upload: of('upload', 20, 60 * 60),
    /** Statements of one session. */
    write: of('write', 300, 60 * 60),
    /** Calls to the public API. */
    api: of('api', 600, 5 * 60),
  }
}
export type Limits = ReturnType<typeof createLimits>
