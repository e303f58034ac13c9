import { RateLimiterMemory } from 'rate-limiter-flexible'

/** Attempts that one key may make in a window. */
export interface Limit {
  /** @returns false when the key has used its share */
  take(key: string): Promise<boolean>
  /** The attempt was a good one: it does not count. */
  giveBack(key: string): Promise<void>
}

/** @param seconds length of the window, which starts at the key's first attempt */
export function limit(points: number, seconds: number): Limit {
  const limiter = new RateLimiterMemory({ points, duration: seconds })
  return {
    take: key =>
      limiter.consume(key).then(
        () => true,
        () => false,
      ),
    giveBack: async key => {
      await limiter.reward(key, 1)
    },
  }
}

/** What strangers may try. Counted per process: with N web processes the real figure is at most N times more. */
export function createLimits() {
  return {
    /** Links asked for, by address of the asker: an office or a school has one for all its people. */
    askByHost: limit(60, 15 * 60),
    /** Links sent to one e-mail address; beyond, nothing is sent and nothing is said. */
    askByEmail: limit(4, 15 * 60),
    /** Tokens that opened nothing, by address of the asker. Taken before the token is looked at, so that attempts at the same moment count; what opens is given back. */
    enter: limit(20, 15 * 60),
    /** Files a partner may send. */
    upload: limit(20, 60 * 60),
    /** Statements of one session. */
    write: limit(300, 60 * 60),
    /** Calls to the public API. */
    api: limit(600, 5 * 60),
  }
}
export type Limits = ReturnType<typeof createLimits>
