import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { systemClock } from '../common/clock.ts'
import { isWrite } from '../common/is-write.ts'
import type { Fault } from './faults.ts'
import type { LogEntry } from './log.ts'

/** What a fault may touch. */
export interface Stage {
  fetch(request: Request): Response | Promise<Response>
  /** Destroys the connection. */
  cut(): void
  log: LogEntry[]
  now(): string
}

/** Answers a request with a fault. Waits are of real time on purpose: what is tried is the patience of a client on a real socket. */
export async function playFault(fault: Fault, request: Request, stage: Stage): Promise<Response> {
  switch (fault.kind) {
    case 'status':
      return refuse(fault, request, stage, fault.status, fault.body ?? told('Panne demandée au bac à sable.', 'error'))
    case 'throttle': {
      const message = `Requête ralentie. Disponible à nouveau dans ${fault.retryAfterSeconds} secondes.`
      return refuse(fault, request, stage, 429, told(message, 'throttled'), {
        'retry-after': String(fault.retryAfterSeconds),
      })
    }
    case 'away':
      if (fault.status !== undefined)
        return refuse(fault, request, stage, fault.status, '<h1>Service indisponible</h1>', {
          'content-type': 'text/html',
        })
      return cut(fault, request, stage)
    case 'reset-before':
      return cut(fault, request, stage)
    case 'reset-after': {
      await (await stage.fetch(request)).arrayBuffer()
      mark(fault, stage)
      const last = stage.log.at(-1)
      if (last) last.status = 0
      stage.cut()
      return RESPONSE_ALREADY_SENT
    }
    case 'hang':
      note(fault, request, stage, 0)
      await new Promise<void>(resolve => request.signal.addEventListener('abort', () => resolve(), { once: true }))
      return RESPONSE_ALREADY_SENT
    case 'slow':
      await systemClock.sleep(fault.ms)
      return again(fault, request, stage, bytes => bytes)
    case 'truncate':
      return again(fault, request, stage, bytes => bytes.slice(0, Math.floor(bytes.length / 2)))
    case 'content-type':
      return again(fault, request, stage, bytes => bytes, { 'content-type': fault.contentType })
    case 'stale': {
      const stale = new Request(request, { headers: new Headers(request.headers) })
      stale.headers.set('x-sandbox-stale', '1')
      const answer = await stage.fetch(stale)
      mark(fault, stage)
      return answer
    }
    case 'drip':
      return again(fault, request, stage, bytes => drip(bytes, fault.chunkBytes, fault.everyMs))
  }
}

const told = (message: string, code: string) => ({ detail: { message, code } })

function note(fault: Fault, request: Request, stage: Stage, status: number): void {
  stage.log.push({
    method: request.method,
    path: new URL(request.url).pathname,
    account: '',
    status,
    at: stage.now(),
    write: isWrite(request.method),
    committed: false,
    fault: fault.kind,
  })
}

function mark(fault: Fault, stage: Stage): void {
  const last = stage.log.at(-1)
  if (last) last.fault = fault.kind
}

function refuse(
  fault: Fault,
  request: Request,
  stage: Stage,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): Response {
  note(fault, request, stage, status)
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return new Response(text === '' ? null : text, {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  })
}

function cut(fault: Fault, request: Request, stage: Stage): Response {
  note(fault, request, stage, 0)
  stage.cut()
  return RESPONSE_ALREADY_SENT
}

/** The true answer, its bytes changed. */
async function again(
  fault: Fault,
  request: Request,
  stage: Stage,
  change: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>,
  headers: Record<string, string> = {},
): Promise<Response> {
  const answer = await stage.fetch(request)
  mark(fault, stage)
  const copy = new Headers(answer.headers)
  copy.delete('content-length')
  for (const [name, value] of Object.entries(headers)) copy.set(name, value)
  const bytes = new Uint8Array(await answer.arrayBuffer())
  return new Response(bytes.length === 0 ? null : change(bytes), { status: answer.status, headers: copy })
}

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
