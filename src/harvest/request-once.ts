import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { webClient } from '../common/web-client.ts'
import { ForbiddenAddress, guardedLookup, isAllowedAddress, literalAddress, type Resolve } from './address-guard.ts'
import { HarvestError } from './connector.ts'
import { harvestErrors } from './harvest-errors.ts'

/** Where the pieces of a body go. `restart` forgets what came, before another attempt. */
export interface Sink {
  restart(): Promise<void>
  write(piece: Uint8Array): Promise<void>
}

export interface OnceOptions {
  headers: Record<string, string>
  /** Decompressed bytes. */
  bodyBytes: number
  /** What to do with a body over the cap: an error, or keep its beginning (robots.txt). */
  overflow: 'error' | 'cut'
  connectMs: number
  firstByteMs: number
  wholeMs: number
  resolve: Resolve
  allowLoopback: boolean
  signal: AbortSignal | undefined
}

export interface OnceAnswer {
  status: number
  headers: Record<string, string>
}

/**
 * One GET, one hop, no retry: the body of a 200 goes to `sink`, any other body is left unread. The connection is closed when this returns.
 * @throws HarvestError `adresse-interdite`, `trop-gros`, `trop-lent`, `injoignable`, `certificat`, `site-introuvable`, `arrete`
 */
export async function requestOnce(url: URL, sink: Sink, options: OnceOptions): Promise<OnceAnswer> {
  const literal = literalAddress(url)
  if (literal && !isAllowedAddress(literal, options.allowLoopback)) throw harvestErrors.forbiddenAddress(url.href)
  await sink.restart()
  const stream = webClient().got.stream(url, {
    headers: options.headers,
    agent: { http: new HttpAgent({ keepAlive: false }), https: new HttpsAgent({ keepAlive: false }) },
    dnsLookup: guardedLookup(options.resolve, options.allowLoopback),
    followRedirect: false,
    throwHttpErrors: false,
    retry: { limit: 0 },
    timeout: {
      connect: options.connectMs,
      lookup: options.connectMs,
      response: options.firstByteMs,
      request: options.wholeMs,
    },
    ...(options.signal ? { signal: options.signal } : {}),
  })
  let answer: OnceAnswer | null = null
  stream.on('response', (response: { statusCode: number; headers: Record<string, string | string[] | undefined> }) => {
    answer = { status: response.statusCode, headers: flatten(response.headers) }
  })
  let bytes = 0
  try {
    for await (const piece of stream as AsyncIterable<Uint8Array>) {
      const status = statusOf(answer)
      if (status !== 200) break
      bytes += piece.length
      if (bytes > options.bodyBytes) {
        if (options.overflow === 'error') throw harvestErrors.tooBig(url.href, options.bodyBytes)
        await sink.write(piece.subarray(0, piece.length - (bytes - options.bodyBytes)))
        break
      }
      await sink.write(piece)
    }
  } catch (error) {
    throw translate(error, url.href, options)
  } finally {
    stream.destroy()
  }
  if (!answer) throw harvestErrors.unreachable(url.href)
  return answer
}

/** The answer is assigned by an event, which control flow analysis does not see. */
function statusOf(answer: OnceAnswer | null): number | null {
  return answer?.status ?? null
}

function flatten(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const flat: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value
  return flat
}

function translate(error: unknown, address: string, options: OnceOptions): HarvestError {
  if (error instanceof HarvestError) return error
  if (options.signal?.aborted) return harvestErrors.stopped(address, error)
  if (error instanceof webClient().TimeoutError) {
    const caps: Record<string, number> = { request: options.wholeMs, response: options.firstByteMs }
    return harvestErrors.tooSlow(address, caps[error.event] ?? options.connectMs, error)
  }
  const cause = error instanceof webClient().RequestError ? (error.cause ?? error) : error
  if (cause instanceof ForbiddenAddress) return harvestErrors.forbiddenAddress(address, cause)
  const code = codeOf(error) ?? codeOf(cause) ?? ''
  if (code === 'ADRESSE_INTERDITE') return harvestErrors.forbiddenAddress(address, error)
  if (code === 'ENOTFOUND') return harvestErrors.unknownHost(address, error)
  if (/CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS/.test(code)) return harvestErrors.certificate(address, error)
  return harvestErrors.unreachable(address, error)
}

function codeOf(error: unknown): string | null {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : null
}
