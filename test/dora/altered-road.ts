import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a DORA would have answered, before it is altered. `json`: undefined where the body is none. */
export interface RelayedAnswer {
  method: string
  /** Without its query. */
  path: string
  status: number
  headers: Record<string, string>
  json: unknown
}

/** What is answered instead; a function writes the answer itself. */
export type Altered =
  | { status?: number; headers?: Record<string, string>; json: unknown }
  | ((to: ServerResponse) => void)

/** Undefined: as it is. */
type Answered = Altered | undefined | Promise<Altered | undefined>

/** A road to a DORA, on the loopback, on which what it answers is altered: how a DORA to come is played on the stand-in of today. */
export interface AlteredRoad {
  url: string
  /** From now on; null: as it is. What it gives for an answer is sent instead of it; undefined: that one is left. */
  alter(how: ((answer: RelayedAnswer) => Answered) | null): void
  /** Asked before the request goes any further: what it gives is answered, and the DORA behind never sees the request. */
  instead(how: ((request: Pick<RelayedAnswer, 'method' | 'path'>) => Answered) | null): void
  close(): Promise<void>
}

export async function alteredRoad(target: string): Promise<AlteredRoad> {
  let how: Parameters<AlteredRoad['alter']>[0] = null
  let first: Parameters<AlteredRoad['instead']>[0] = null
  const server = createServer(async (incoming, outgoing) => {
    const { method = 'GET', url = '/', headers } = incoming
    const parts: Buffer[] = []
    for await (const part of incoming) parts.push(part as Buffer)
    const path = new URL(url, target).pathname
    const answeredHere = await first?.({ method, path })
    if (answeredHere !== undefined) return give(outgoing, answeredHere, { status: 200, headers: JSON_ONLY })
    const { authorization = '', 'content-type': type = 'application/json' } = headers
    const body = parts.length > 0 ? { body: Buffer.concat(parts) } : {}
    const sent = { method, headers: { ...(authorization && { authorization }), 'content-type': type }, ...body }
    const answer = await fetch(new URL(url, target), { ...sent, redirect: 'manual' })
    const kept: Record<string, string> = {}
    for (const name of ['content-type', 'date', 'retry-after', 'location', 'allow']) {
      const value = answer.headers.get(name)
      if (value !== null) kept[name] = value
    }
    const bytes = Buffer.from(await answer.arrayBuffer())
    const isJson = kept['content-type']?.includes('json') === true && bytes.length > 0
    const json: unknown = isJson ? JSON.parse(bytes.toString()) : undefined
    const altered = await how?.({ method, path, status: answer.status, headers: kept, json })
    if (altered === undefined) outgoing.writeHead(answer.status, kept).end(bytes)
    else give(outgoing, altered, { status: answer.status, headers: kept })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    alter(next) {
      how = next
    },
    instead(next) {
      first = next
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const JSON_ONLY = { 'content-type': 'application/json' }

function give(
  to: ServerResponse,
  altered: Altered,
  otherwise: { status: number; headers: Record<string, string> },
): void {
  if (typeof altered === 'function') {
    altered(to)
    return
  }
  to.writeHead(altered.status ?? otherwise.status, { ...otherwise.headers, ...altered.headers })
  to.end(JSON.stringify(altered.json))
}

/** Each object of a JSON value that has a slug, replaced by what the function makes of it. */
export function eachSlugged(
  json: unknown,
  change: (one: Record<string, unknown> & { slug: string }) => Record<string, unknown>,
): unknown {
  if (Array.isArray(json)) return json.map(each => eachSlugged(each, change))
  if (typeof json !== 'object' || json === null) return json
  const inside = Object.fromEntries(Object.entries(json).map(([key, value]) => [key, eachSlugged(value, change)]))
  return typeof inside.slug === 'string' ? change(inside as Record<string, unknown> & { slug: string }) : inside
}
