import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A road to a DORA, on the loopback, that can be cut: how an outage is played on a DORA that is not ours. */
export interface UnsteadyRoad {
  url: string
  /** From the next request that answers to that method, so many are answered 503. */
  cut(method: string, requests: number): void
  close(): Promise<void>
}

export async function unsteadyRoad(target: string): Promise<UnsteadyRoad> {
  let waiting: { method: string; requests: number } | null = null
  let left = 0
  const server = createServer(async (incoming, outgoing) => {
    const { method = 'GET', url = '/', headers } = incoming
    const parts: Buffer[] = []
    for await (const part of incoming) parts.push(part as Buffer)
    if (waiting?.method === method) {
      left = waiting.requests
      waiting = null
    }
    if (left > 0) {
      left -= 1
      outgoing.writeHead(503).end()
      return
    }
    const { authorization = '', 'content-type': type = 'application/json' } = headers
    const body = parts.length > 0 ? { body: Buffer.concat(parts) } : {}
    const sent = { method, headers: { ...(authorization && { authorization }), 'content-type': type }, ...body }
    const answer = await fetch(new URL(url, target), { ...sent, redirect: 'manual' })
    const kept = ['content-type', 'date', 'retry-after', 'location', 'allow'].flatMap(name => {
      const value = answer.headers.get(name)
      return value === null ? [] : [[name, value] as const]
    })
    outgoing.writeHead(answer.status, Object.fromEntries(kept)).end(Buffer.from(await answer.arrayBuffer()))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    cut(method, requests) {
      waiting = { method, requests }
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
