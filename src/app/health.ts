import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'

/** A part that a process cannot work without, e.g. `ledger`, `redis`. Rejects or says false when it is away. */
export type Check = () => Promise<boolean>

/** Health of a process: `/livez` it runs, `/readyz` it has all it needs (503 with the names of what is away), `/metrics` its figures. */
export function healthRoutes(deps: {
  checks: Record<string, Check>
  metrics: { text(): Promise<string>; contentType: string }
}): Hono {
  const app = new Hono()
  app.get('/livez', c => c.text('ok'))
  app.get('/readyz', async c => {
    const verdicts = await Promise.all(
      Object.entries(deps.checks).map(async ([name, check]) => ((await check().catch(() => false)) ? [] : [name])),
    )
    const away = verdicts.flat()
    return c.json({ ready: away.length === 0, away }, away.length === 0 ? 200 : 503)
  })
  app.get('/metrics', async c => c.body(await deps.metrics.text(), 200, { 'content-type': deps.metrics.contentType }))
  return app
}

/** @param port 0 = any free one @throws Error in French when the port is taken */
export async function serveHealth(
  app: Hono,
  { host, port }: { host: string; port: number },
): Promise<{ url: string; close(): Promise<void> }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: host, port }, (address: AddressInfo) =>
      resolve({
        url: `http://${host}:${address.port}`,
        close: () => new Promise(done => void server.close(() => done())),
      }),
    )
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Le port ${port} est déjà pris. Donner un autre HEALTH_PORT à ce programme.`, { cause: error })
          : error,
      ),
    )
  })
}
