import { Agent, type IncomingHttpHeaders } from 'node:http'
import { Agent as SecureAgent } from 'node:https'
import type { RequestError } from 'got'
import { type Breaker, createBreaker } from '../common/breaker.ts'
import type { Clock } from '../common/clock.ts'
import { frenchDateTime } from '../common/french.ts'
import type { Random } from '../common/random.ts'
import { type RetryPolicy, retryAfterMs, retryDelay } from '../common/retry.ts'
import { webClient } from '../common/web-client.ts'
import { classifyAnswer, type TryOutcome } from './classify-answer.ts'
import { readFieldErrors } from './field-errors.ts'
import { DoraError, PAUSE_ASKED } from './port.ts'
import { LongPause, type Quota } from './quota.ts'

export interface DoraClientOptions {
  /** Address of DORA's API, with or without final slash. */
  url: string
  /** Null reads as anybody. Never shown in an error. */
  token: string | null
  /** Shared by every client that speaks to this DORA with this account. */
  quota: Quota
  clock: Clock
  random: Random
  /** Longest wait for one answer, in milliseconds. Default 30 000. */
  timeoutMs?: number
  retry?: RetryPolicy
  /** Parks a DORA that keeps failing. Default: one of its own for each client. */
  breaker?: Breaker
  /** Told of every try, for metrics and logs. */
  onTry?: (note: TryNote) => void
  signal?: AbortSignal
}

export interface TryNote {
  method: string
  path: string
  /** Null when no answer came. */
  status: number | null
  ms: number
  /** 1 for the first. */
  tried: number
  /** `Date` header of the answer, for clock skew. */
  date: string | null
}

export type UnsafeMethod = 'POST' | 'PATCH'

/** Can read, and nothing else: there is no way to give it a method. */
export interface SafeTransport {
  /** The parsed body, or null on 404. @throws DoraError */
  get(path: string, query?: Record<string, string>): Promise<unknown>
  /** What the route says of itself. @throws DoraError */
  options(path: string): Promise<unknown>
}

export interface UnsafeTransport {
  /** The parsed body, null for 204. @throws DoraError with the body of the refusal in `refusal` */
  send(method: UnsafeMethod, path: string, body: unknown): Promise<unknown>
}

/** A refusal together with DORA's own words, for those who must look closer (e.g. a SIRET that exists already). */
export class DoraRefusal extends DoraError {
  readonly body: unknown
  constructor(message: string, details: ConstructorParameters<typeof DoraError>[1], body: unknown) {
    super(message, details)
    this.body = body
  }
}

export function createSafeTransport(options: DoraClientOptions): SafeTransport {
  const breaker = options.breaker ?? createBreaker(options.clock, DORA_BREAKER)
  return {
    get: (path, query) => exchange(options, breaker, 'GET', path, query ?? {}, undefined),
    options: path => exchange(options, breaker, 'OPTIONS', path, {}, undefined),
  }
}

export function createUnsafeTransport(options: DoraClientOptions): UnsafeTransport {
  const breaker = options.breaker ?? createBreaker(options.clock, DORA_BREAKER)
  return { send: (method, path, body) => exchange(options, breaker, method, path, {}, body) }
}

const DEFAULT_RETRY: RetryPolicy = { tries: 4, baseMs: 1000, capMs: 30_000, budgetMs: 180_000 }
/** Five calls given up in a row, each after its tries: a minute of peace, then one call. */
const DORA_BREAKER = { threshold: 5, parkMs: 60_000, longestMs: 60_000 }

/** What DORA asks is obeyed; longer than this is no wait that anybody means, and more than a timer holds. Milliseconds. */
const MOST_PAUSE_MS = 7 * 24 * 3_600_000

/** A socket kept open may be dead already, and a write lost on it would be a doubt for nothing: writes take a fresh one. */
const freshAgents = { http: new Agent({ keepAlive: false }), https: new SecureAgent({ keepAlive: false }) }

type Method = 'GET' | 'OPTIONS' | UnsafeMethod

/** The one layer of retry; got's own is off. */
async function exchange(
  options: DoraClientOptions,
  breaker: Breaker,
  method: Method,
  path: string,
  query: Record<string, string>,
  body: unknown,
): Promise<unknown> {
  const parkedMs = breaker.parkedFor()
  if (parkedMs > 0)
    throw new DoraError(
      `DORA a échoué plusieurs fois de suite : on le laisse en paix ${Math.ceil(parkedMs / 1000)} s.`,
      {
        kind: 'transient',
        status: null,
        code: 'en-pause',
        retryAfterMs: parkedMs,
      },
    )
  let spentMs = 0
  for (let tried = 1; ; tried += 1) {
    await takeTurn(options)
    const attempt = await tryOnce(options, method, path, query, body, tried)
    const verdict = classifyAnswer(method, attempt.outcome)
    const alive = attempt.status !== null && attempt.status < 500
    if (alive) breaker.succeeded()
    if (verdict.kind === 'ok') return attempt.body
    if (verdict.kind === 'absent') return null
    if (attempt.retryAfterMs !== null) options.quota.pause(attempt.retryAfterMs)
    const delay = verdict.retry
      ? retryDelay(
          { tried, spentMs, retryAfterMs: attempt.retryAfterMs, random: options.random },
          options.retry ?? DEFAULT_RETRY,
        )
      : null
    if (delay === null) {
      if (!alive) breaker.failed()
      throw toError(verdict, attempt, method, path)
    }
    await options.clock.sleep(delay, options.signal)
    spentMs += delay
  }
}

/** @throws DoraError at once when DORA asked for a long pause: nobody waits hours in line, holding a source meanwhile */
async function takeTurn({ quota, clock, signal }: DoraClientOptions): Promise<void> {
  try {
    await quota.acquire(signal)
  } catch (error) {
    if (!(error instanceof LongPause)) throw error
    const until = frenchDateTime(new Date(clock.now().getTime() + error.ms))
    throw new DoraError(`DORA demande d’attendre : rien ne lui est envoyé avant le ${until}.`, {
      kind: 'transient',
      status: null,
      code: PAUSE_ASKED,
      retryAfterMs: error.ms,
    })
  }
}

interface Attempt {
  outcome: TryOutcome
  body: unknown
  status: number | null
  retryAfterMs: number | null
  cause: Error | null
}

async function tryOnce(
  options: DoraClientOptions,
  method: Method,
  path: string,
  query: Record<string, string>,
  body: unknown,
  tried: number,
): Promise<Attempt> {
  const url = new URL(`${options.url.replace(/\/+$/, '')}${path}`)
  for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value)
  const startedAt = options.clock.now().getTime()
  const note = (status: number | null, date: string | null): void =>
    options.onTry?.({ method, path, status, ms: options.clock.now().getTime() - startedAt, tried, date })
  try {
    const answer = await webClient().got(url, {
      method,
      headers: {
        accept: 'application/json',
        'user-agent': 'dora-sync',
        ...(options.token === null ? {} : { authorization: `Token ${options.token}` }),
      },
      ...(body === undefined ? {} : { json: body }),
      ...(method === 'GET' || method === 'OPTIONS' ? {} : { agent: freshAgents }),
      responseType: 'text',
      followRedirect: false,
      throwHttpErrors: false,
      retry: { limit: 0 },
      timeout: { request: options.timeoutMs ?? 30_000 },
      ...(options.signal ? { signal: options.signal } : {}),
    })
    note(answer.statusCode, answer.headers.date ?? null)
    const type = answer.headers['content-type'] ?? ''
    const parsed = parse(answer.body, type, answer.statusCode)
    return {
      outcome: {
        kind: 'answer',
        status: answer.statusCode,
        readable: parsed.readable,
        html: type.includes('text/html'),
      },
      body: parsed.body,
      status: answer.statusCode,
      retryAfterMs: waitAsked(answer.headers, options.clock),
      cause: null,
    }
  } catch (error) {
    options.signal?.throwIfAborted()
    if (!(error instanceof webClient().RequestError)) throw error
    note(null, null)
    return {
      outcome: { kind: 'network', sent: wasSent(error) },
      body: null,
      status: null,
      retryAfterMs: null,
      cause: error,
    }
  }
}

/** A date to wait for is by DORA's own clock, whatever ours says. */
function waitAsked(headers: IncomingHttpHeaders, clock: Clock): number | null {
  const at = Date.parse(headers.date ?? '')
  const asked = retryAfterMs(headers['retry-after'], Number.isNaN(at) ? clock.now() : new Date(at))
  return asked === null ? null : Math.min(asked, MOST_PAUSE_MS)
}

function parse(text: string, contentType: string, status: number): { readable: boolean; body: unknown } {
  if (status === 204) return { readable: true, body: null }
  if (!contentType.includes('json')) return { readable: false, body: null }
  try {
    return { readable: true, body: JSON.parse(text) as unknown }
  } catch {
    return { readable: false, body: null }
  }
}

const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL'])

function wasSent(error: RequestError): boolean {
  return !NEVER_SENT.has(error.code)
}

function toError(
  verdict: Extract<ReturnType<typeof classifyAnswer>, { kind: 'failed' }>,
  attempt: Attempt,
  method: Method,
  path: string,
): DoraError {
  const said = readFieldErrors(attempt.body)
  const words = said.detail === null ? verdict.message : `${verdict.message} DORA dit : « ${said.detail} »`
  const details = {
    kind: verdict.whose,
    status: attempt.status,
    code: verdict.code,
    fields: said.fields,
    retryAfterMs: attempt.retryAfterMs,
  }
  const message = `${words} (${method} ${path})`
  if (attempt.cause === null) return new DoraRefusal(message, details, attempt.body)
  // got's error carries the request and its token: only its code and message go on.
  return new DoraError(message, details, { cause: new Error(`${attempt.cause.name}: ${attempt.cause.message}`) })
}
