import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ScriptedRequest {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  body: unknown
}

export interface ScriptedAnswer {
  status?: number
  headers?: Record<string, string>
  /** JSON; absent: nothing. */
  json?: unknown
  /** As it is, instead of JSON. */
  text?: string
  /** The connection is cut, nothing is answered. */
  cut?: true
}

export interface ScriptedDora {
  url: string
  asked: ScriptedRequest[]
  /** `POST /services/`, … in order. */
  calls(): string[]
  close(): Promise<void>
}

/** A DORA of a few routes (`GET /services/x/`) on this machine; the others are 404. An answer is a value, or what makes it of the request. */
export async function startScriptedDora(
  routes: Record<string, ScriptedAnswer | ((request: ScriptedRequest) => ScriptedAnswer)>,
): Promise<ScriptedDora> {
  const asked: ScriptedRequest[] = []
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const text = Buffer.concat(parts).toString()
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const one: ScriptedRequest = {
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body: text === '' ? null : JSON.parse(text),
    }
    asked.push(one)
    const route = routes[`${one.method} ${one.path}`] ?? { status: 404, json: { detail: { message: 'Pas trouvé.' } } }
    const answer = typeof route === 'function' ? route(one) : route
    if (answer.cut) return void request.socket.destroy()
    const type = answer.json === undefined ? 'text/html' : 'application/json'
    response.writeHead(answer.status ?? 200, { 'content-type': type, ...answer.headers })
    response.end(answer.text ?? (answer.json === undefined ? '' : JSON.stringify(answer.json)))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    calls: () => asked.map(({ method, path }) => `${method} ${path}`),
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
