import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { type Child, startChild, untilReady } from './child.ts'
import { freePort } from './free-port.ts'

/** A real Redis of our own on 127.0.0.1, set as production must be: append-only file, no eviction. */
export interface RedisServer {
  readonly url: string
  readonly port: number
  /** Ends it and starts it again on the same port and folder. @param signal SIGKILL for a crash */
  restart(signal?: NodeJS.Signals): Promise<void>
  kill(signal?: NodeJS.Signals): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
}

export async function startRedis(): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'dora-sync-redis-'))
  const port = await freePort()
  let child: Child | undefined
  const server: RedisServer = {
    url: `redis://127.0.0.1:${port}`,
    port,
    async start() {
      const settings = [
        '--appendonly',
        'yes',
        '--appendfsync',
        'everysec',
        '--maxmemory-policy',
        'noeviction',
        '--save',
        '',
      ]
      child = startChild('redis-server', ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, ...settings])
      await untilReady(child, () => answers(port))
    },
    async kill(signal = 'SIGTERM') {
      await child?.end(signal)
    },
    async restart(signal) {
      await server.kill(signal)
      await server.start()
    },
    async stop() {
      await server.kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
  await server.start()
  return server
}

async function answers(port: number): Promise<boolean> {
  const client = new Redis({ port, host: '127.0.0.1', lazyConnect: true, retryStrategy: () => null })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return (await client.ping()) === 'PONG'
  } finally {
    client.disconnect()
  }
}
