import { serve } from '@hono/node-server'
import type { Hono } from 'hono'

/** @param options.port 0 = any free one @throws when the port is taken, with its number */
export async function servePortal(
  app: Pick<Hono, 'fetch'>,
  options: { port: number; hostname?: string },
): Promise<{ url: string; close(): Promise<void> }> {
  const hostname = options.hostname ?? '127.0.0.1'
  const server = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const started = serve({ fetch: app.fetch, port: options.port, hostname }, () => resolve(started))
    started.once('error', error =>
      reject(new Error(`Le port ${options.port} n’est pas libre (réglage PORT)`, { cause: error })),
    )
  })
  const bound = server.address()
  const port = typeof bound === 'object' && bound ? bound.port : options.port
  return {
    url: `http://${hostname === '0.0.0.0' ? '127.0.0.1' : hostname}:${port}`,
    close: () => new Promise((resolve, reject) => server.close(error => (error ? reject(error) : resolve()))),
  }
}
