import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Clock } from '../common/clock.ts'
import { systemClock } from '../common/clock.ts'
import type { Random } from '../common/random.ts'
import { seededRandom } from '../common/random.ts'
import { type AccountName, sampleManagerToken } from './accounts.ts'
import { createSandboxApp } from './app.ts'
import { createFaults, type Fault, type FaultRule, type Faults } from './faults.ts'
import type { LogEntry } from './log.ts'
import { recordedOptions } from './options.ts'
import { sandboxMemory } from './persist.ts'
import { seedDepartement35 } from './seed-departement35.ts'
import { createState, type SandboxState } from './state.ts'
import { createThrottle } from './throttle.ts'

export interface SandboxOptions {
  /** 0 (default) takes any free one. */
  port?: number
  /** Default 127.0.0.1. */
  host?: string
  /** `departement35` (default): a realistic département; `empty`: nothing but accounts and référentiels. */
  seed?: 'empty' | 'departement35'
  /** Drives dates and the throttle. Default: the system's. */
  clock?: Clock
  /** Random parts of slugs. Default: seeded, repeatable. */
  random?: Random
  /** Requests a minute for one account. Default 120. */
  quotaPerMinute?: number
  /** Requests a minute for an address without token. Default 24. */
  anonymousQuotaPerMinute?: number
  faults?: FaultRule[]
  /** How many log lines are kept, the oldest go first. Default 10 000. */
  logLimit?: number
  /** File that keeps what it holds and its log between two starts; without it everything is forgotten at the end. */
  file?: string
}

export interface Sandbox {
  /** `http://127.0.0.1:1234`, without final slash. */
  url: string
  /** Token of each account. `inconnu` is a token nobody has. */
  tokens: Record<AccountName | 'inconnu', string>
  /** Token of the gestionnaire of a département. */
  managerToken(department: string): string
  /** Every request so far, oldest first. */
  log(): LogEntry[]
  /** What it holds, live: tests may look at it or change it as a person would in the database. */
  state: SandboxState
  faults: Faults
  close(): Promise<void>
}

/** A DORA of our own on the loopback: same routes, validation, errors and side effects as the recorded one. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const clock = options.clock ?? systemClock
  const recorded = recordedOptions()
  const state = createState({ clock, random: options.random ?? seededRandom(35), choices: recorded.services })
  if ((options.seed ?? 'departement35') === 'departement35') seedDepartement35(state)
  const log: LogEntry[] = []
  const memory = options.file === undefined ? null : sandboxMemory(options.file, state, log)
  memory?.restore()
  const faults = createFaults(options.faults)
  const app = createSandboxApp({
    state,
    options: recorded,
    clock,
    throttle: createThrottle(clock),
    quota: { account: options.quotaPerMinute ?? 120, anonymous: options.anonymousQuotaPerMinute ?? 24 },
    log,
    faults,
  })
  const limit = options.logLimit ?? 10_000
  const listener = getRequestListener(async (request, env) => {
    if (log.length > limit) log.splice(0, log.length - limit)
    const { pathname } = new URL(request.url)
    const fault = pathname === '/' || pathname.startsWith('/essai/') ? null : faults.take(request.method, pathname)
    const socket = 'incoming' in env ? env.incoming.socket : null
    const answer = fault
      ? await play(fault, request, {
          fetch: other => app.fetch(other, env),
          cut: () => void socket?.destroy(),
          log,
          now: () => clock.now().toISOString(),
        })
      : await app.fetch(request, env)
    if (log.at(-1)?.committed) memory?.save()
    return answer
  })
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, options.host ?? '127.0.0.1', () => resolve())
  })
  const { address, port } = server.address() as AddressInfo
  const tokens = Object.fromEntries(state.accounts.map(account => [account.name, account.token]))
  return {
    url: `http://${address.includes(':') ? `[${address}]` : address}:${port}`,
    tokens: { ...tokens, inconnu: '9999999999999999999999999999999999999999' } as Sandbox['tokens'],
    managerToken: sampleManagerToken,
    log: () => [...log],
    state,
    faults,
    close: () =>
      new Promise((resolve, reject) => {
        memory?.save()
        server.close(error => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      }),
  }
}

interface Stage {
  fetch(request: Request): Response | Promise<Response>
  /** Destroys the connection. */
  cut(): void
  log: LogEntry[]
  now(): string
}

async function play(fault: Fault, request: Request, stage: Stage): Promise<Response> {
  const note = (status: number): void => {
    stage.log.push({
      method: request.method,
      path: new URL(request.url).pathname,
      account: '',
      status,
      at: stage.now(),
      write: !['GET', 'HEAD', 'OPTIONS'].includes(request.method),
      committed: false,
      fault: fault.kind,
    })
  }
  const mark = (): void => {
    const last = stage.log.at(-1)
    if (last) last.fault = fault.kind
  }
  switch (fault.kind) {
    case 'status': {
      note(fault.status)
      const body = fault.body ?? { detail: { message: 'Panne demandée au bac à sable.', code: 'error' } }
      return new Response(JSON.stringify(body), {
        status: fault.status,
        headers: { 'content-type': 'application/json' },
      })
    }
    case 'throttle':
      note(429)
      return new Response(
        JSON.stringify({
          detail: {
            message: `Requête ralentie. Disponible dans ${fault.retryAfterSeconds} secondes.`,
            code: 'throttled',
          },
        }),
        {
          status: 429,
          headers: { 'content-type': 'application/json', 'retry-after': String(fault.retryAfterSeconds) },
        },
      )
    case 'reset-before':
      note(0)
      stage.cut()
      return RESPONSE_ALREADY_SENT
    case 'reset-after': {
      await (await stage.fetch(request)).arrayBuffer()
      mark()
      const last = stage.log.at(-1)
      if (last) last.status = 0
      stage.cut()
      return RESPONSE_ALREADY_SENT
    }
    case 'hang':
      note(0)
      await new Promise<void>(resolve => request.signal.addEventListener('abort', () => resolve(), { once: true }))
      return RESPONSE_ALREADY_SENT
    case 'truncate': {
      const answer = await stage.fetch(request)
      mark()
      const bytes = new Uint8Array(await answer.arrayBuffer())
      return new Response(bytes.slice(0, Math.floor(bytes.length / 2)), {
        status: answer.status,
        headers: withoutLength(answer.headers),
      })
    }
    case 'content-type': {
      const answer = await stage.fetch(request)
      mark()
      const headers = withoutLength(answer.headers)
      headers.set('content-type', fault.contentType)
      return new Response(await answer.arrayBuffer(), { status: answer.status, headers })
    }
    case 'stale': {
      const stale = new Request(request, { headers: new Headers(request.headers) })
      stale.headers.set('x-sandbox-stale', '1')
      const answer = await stage.fetch(stale)
      mark()
      return answer
    }
    case 'drip': {
      const answer = await stage.fetch(request)
      mark()
      const bytes = new Uint8Array(await answer.arrayBuffer())
      return new Response(drip(bytes, fault.chunkBytes, fault.everyMs), {
        status: answer.status,
        headers: withoutLength(answer.headers),
      })
    }
  }
}

function withoutLength(headers: Headers): Headers {
  const copy = new Headers(headers)
  copy.delete('content-length')
  return copy
}

/** Real time on purpose: what is tried is the patience of a client on a real socket. */
function drip(bytes: Uint8Array, chunk: number, everyMs: number): ReadableStream<Uint8Array> {
  let at = 0
  return new ReadableStream({
    async pull(controller) {
      await systemClock.sleep(everyMs)
      controller.enqueue(bytes.slice(at, at + chunk))
      at += chunk
      if (at >= bytes.length) controller.close()
    },
  })
}
