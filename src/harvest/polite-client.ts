import type { Clock } from '../common/clock.ts'
import { decodeBody } from '../common/decode.ts'
import type { Random } from '../common/random.ts'
import { retryAfterMs, retryDelay } from '../common/retry.ts'
import type { Resolve } from './address-guard.ts'
import { HarvestError } from './connector.ts'
import { harvestErrors } from './harvest-errors.ts'
import type { HostBook } from './hosts.ts'
import type { Identity } from './identity.ts'
import type { Limits } from './limits.ts'
import { memorySink } from './memory-sink.ts'
import { readable } from './readable-address.ts'
import { type OnceAnswer, requestOnce, type Sink } from './request-once.ts'
import { ROBOTS_BYTES, type RobotsRules, readRobots } from './robots.ts'

export interface ClientOptions {
  hosts: HostBook
  limits: Limits
  clock: Clock
  random: Random
  identity: Identity
  /** Milliseconds between two requests to one host, before any Crawl-delay. */
  paceMs: number
  resolve: Resolve
  allowLoopback: boolean
  signal: AbortSignal | undefined
}

/** Pages fetched whole and streams go through one path; only where the body lands differs. */
export interface Landing {
  sink: Sink
  bodyBytes: number
  wholeMs: number
}

/** Requests made the polite way: in the host's turn, at its pace, with the one retry policy, its breaker and its robots.txt. */
export interface PoliteClient {
  /** One address, one hop. Answers any status; throws when no answer comes. @param paceMs pause to leave after it */
  ask(url: URL, headers: Record<string, string>, landing: Landing, paceMs: number): Promise<OnceAnswer>
  /** Milliseconds to leave after a request to this address; throws when the site's robots.txt forbids it, asks for too long a pause or does not answer. */
  permission(url: URL): Promise<number>
}

/** Failures of robots.txt that say more than «no answer», and that the page itself would meet too. */
const TELLING = new Set(['arrete', 'hote-en-pause', 'adresse-interdite', 'site-introuvable', 'certificat'])

/** What may be better in a moment; `status` null: nothing usable came (refused, reset, cut, too slow). */
interface Failure {
  status: number | null
  retryAfterMs: number | null
}

type Tried =
  | { kind: 'answer'; answer: OnceAnswer; failure: Failure | null }
  | { kind: 'error'; error: HarvestError; failure: Failure | null }

const PASSING = new Set([408, 425, 429, 500, 502, 503, 504])

export function createPoliteClient(options: ClientOptions): PoliteClient {
  const { hosts, limits, clock, random, identity, signal } = options
  let retries = 0

  async function ask(
    url: URL,
    headers: Record<string, string>,
    landing: Landing,
    paceMs: number,
    overflow: 'error' | 'cut' = 'error',
  ): Promise<OnceAnswer> {
    const host = hosts.of(url.host)
    try {
      return await host.turn(paceMs, signal, async () => {
        for (let attempt = 1; ; attempt += 1) {
          const parked = host.breaker.parkedFor()
          if (parked > 0) throw harvestErrors.parked(url.href, host.name, parked / 60_000)
          const tried = await tryOnce(url, headers, landing, overflow)
          const { failure } = tried
          if (failure !== null) host.breaker.failed()
          else if (tried.kind === 'answer') host.breaker.succeeded()
          const delay = delayAfter(failure, attempt)
          if (delay === null) {
            if (tried.kind === 'error') throw tried.error
            return tried.answer
          }
          retries += 1
          await clock.sleep(delay, signal)
        }
      })
    } catch (error) {
      if (signal?.aborted && !(error instanceof HarvestError)) throw harvestErrors.stopped(url.href, error)
      throw error
    }
  }

  async function tryOnce(
    url: URL,
    headers: Record<string, string>,
    landing: Landing,
    overflow: 'error' | 'cut',
  ): Promise<Tried> {
    try {
      const answer = await requestOnce(url, landing.sink, {
        headers: { 'user-agent': identity.userAgent, 'accept-language': 'fr, *;q=0.5', ...headers },
        bodyBytes: landing.bodyBytes,
        overflow,
        connectMs: limits.connectMs,
        firstByteMs: limits.firstByteMs,
        wholeMs: landing.wholeMs,
        resolve: options.resolve,
        allowLoopback: options.allowLoopback,
        signal,
      })
      return { kind: 'answer', answer, failure: failureOf(answer) }
    } catch (error) {
      if (!(error instanceof HarvestError)) throw error
      const again = error.code === 'injoignable' || error.code === 'trop-lent'
      return { kind: 'error', error, failure: again ? { status: null, retryAfterMs: null } : null }
    }
  }

  /** 408, 425, 429 and 5xx are failures of the host; any other status is an answer. */
  function failureOf({ status, headers }: OnceAnswer): Failure | null {
    if (![408, 425, 429].includes(status) && status < 500) return null
    return { status, retryAfterMs: retryAfterMs(headers['retry-after'], clock.now()) }
  }

  /** Milliseconds before the next attempt, or null when there is to be none. A longer `Retry-After` than our limit ends the attempts. */
  function delayAfter(failure: Failure | null, tried: number): number | null {
    if (failure === null || retries >= limits.retryBudget) return null
    if (failure.status !== null && !PASSING.has(failure.status)) return null
    if ((failure.retryAfterMs ?? 0) > limits.retryAfterMs) return null
    return retryDelay(
      { tried, spentMs: 0, retryAfterMs: failure.retryAfterMs, random },
      { tries: limits.attempts, baseMs: 1000, capMs: 30_000, budgetMs: Number.POSITIVE_INFINITY },
    )
  }

  async function robotsOf(url: URL): Promise<RobotsRules> {
    const { robots } = hosts.of(url.host)
    const now = clock.now().getTime()
    const cached = robots.get(url.origin)
    if (cached && (await cached).until > now) return cached
    const reading = askRobots(url, now)
    robots.set(url.origin, reading)
    reading.catch(() => robots.delete(url.origin))
    return reading
  }

  /** Redirects of robots.txt are followed to any public host, as RFC 9309 asks; the rules still bind the site we came for. */
  async function askRobots(site: URL, now: number): Promise<RobotsRules> {
    const sink = memorySink()
    const landing = { sink, bodyBytes: ROBOTS_BYTES, wholeMs: limits.wholeMs }
    let url = new URL('/robots.txt', site)
    try {
      for (let hop = 0; hop <= limits.redirects; hop += 1) {
        const answer = await ask(url, { accept: 'text/plain' }, landing, options.paceMs, 'cut')
        if (!isRedirect(answer.status)) {
          const text = decodeBody(sink.bytes(), 'text/plain; charset=utf-8').text
          return readRobots(site.origin, { status: answer.status, text }, identity.product, now)
        }
        url = readable(answer.headers.location ?? '', url)
      }
      return readRobots(site.origin, { status: 404, text: '' }, identity.product, now)
    } catch (error) {
      if (!(error instanceof HarvestError) || TELLING.has(error.code)) throw error
      return readRobots(site.origin, { error }, identity.product, now)
    }
  }

  return {
    ask: (url, headers, landing, paceMs) => ask(url, headers, landing, paceMs),
    async permission(url) {
      const rules = await robotsOf(url)
      switch (rules.kind) {
        case 'open':
          return options.paceMs
        case 'closed':
          throw harvestErrors.robotsUnreachable(url.href, rules.cause)
        case 'rules':
          if (!rules.allows(url.href)) throw harvestErrors.robotsForbid(url.href)
          if (rules.delayMs > limits.crawlDelayMs)
            throw harvestErrors.tooLongDelay(url.href, rules.delayMs, limits.crawlDelayMs)
          return Math.max(options.paceMs, rules.delayMs)
      }
    },
  }
}

export function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status)
}
