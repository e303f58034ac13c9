import robotsParser from 'robots-parser'

// Its types say `export default`, Node gives the function itself.
const parseRobots = robotsParser as unknown as typeof robotsParser.default

/** What a site's robots.txt lets the bot do, until `until` (milliseconds). */
export type RobotsRules =
  | {
      kind: 'rules'
      allows(address: string): boolean
      /** Pause the site asks for, milliseconds; 0 when it asks for none. */
      delayMs: number
      until: number
    }
  /** 4xx: there is no such file, everything may be read. Not those that say «not now». */
  | { kind: 'open'; until: number }
  /** 5xx, 408, 425, 429 or no answer: what may be read is not known, nothing is. */
  | { kind: 'closed'; until: number; cause: unknown }

const HOUR = 60 * 60_000
/** RFC 9309: a cached copy is not used for more than 24 h. */
const KEPT_MS = 24 * HOUR
/** A site that is down is asked again sooner: the next run must not wait a day for a minute's fault. */
const CLOSED_MS = 10 * 60_000
/** RFC 9309 asks for at least 500 KiB; the rest is not read. */
export const ROBOTS_BYTES = 500 * 1024

/** Of the 4xx, those by which a server puts off its answer: the file may be there. */
const NOT_NOW = new Set([408, 425, 429])

/**
 * Meaning of the answer to `/robots.txt`.
 * @param origin e.g. `https://www.exemple.fr`
 * @param answer status after redirects and body, or the error when none came
 */
export function readRobots(
  origin: string,
  answer: { status: number; text: string } | { error: unknown },
  product: string,
  now: number,
): RobotsRules {
  if ('error' in answer) return { kind: 'closed', until: now + CLOSED_MS, cause: answer.error }
  const { status, text } = answer
  if (status >= 500 || NOT_NOW.has(status))
    return { kind: 'closed', until: now + CLOSED_MS, cause: `réponse ${status}` }
  if (status !== 200) return { kind: 'open', until: now + KEPT_MS }
  const parsed = parseRobots(`${origin}/robots.txt`, text.replace(/^\uFEFF/, ''))
  return {
    kind: 'rules',
    allows: address => new URL(address).pathname === '/robots.txt' || parsed.isAllowed(address, product) !== false,
    delayMs: Math.max(0, (parsed.getCrawlDelay(product) ?? 0) * 1000),
    until: now + KEPT_MS,
  }
}
