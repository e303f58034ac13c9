import { once } from 'node:events'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createLogger } from '../../src/common/logger.ts'
import { createLimits } from '../../src/portal/web/rate-limits.ts'
import { connectRedis } from '../../src/queue/redis-connection.ts'
import { type RedisServer, startRedis } from '../servers/redis.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let server: RedisServer
beforeAll(async () => {
  server = await startRedis()
})
afterAll(() => server.stop())

test('two processes count the tries of one visitor together, keep no address of theirs, and go on alone without Redis', async () => {
  const connections = [1, 2].map(() =>
    connectRedis(server.url, { patience: 'impatient', log: createLogger('silent'), name: 'test' }),
  )
  const [one, other] = connections.map(client => createLimits(client)) as [
    ReturnType<typeof createLimits>,
    ReturnType<typeof createLimits>,
  ]
  await Promise.all(connections.map(client => once(client, 'ready')))
  const tries = await Promise.all(
    Array.from({ length: 6 }, (_, n) => (n % 2 ? one : other).askByEmail.take('camille@asso.org')),
  )
  expect(tries.filter(allowed => allowed)).toHaveLength(4)
  expect(await one.askByEmail.take('dominique@asso.org')).toBe(true)
  await one.enter.take('192.0.2.1')
  await other.enter.giveBack('192.0.2.1')
  const kept = (await connections[0]?.keys('*')) ?? []
  expect(kept).toHaveLength(3)
  expect(kept.join(' ')).not.toMatch(/asso|192/)
  await server.kill('SIGKILL')
  expect(await one.askByEmail.take('camille@asso.org')).toBe(true)
  for (const connection of connections) connection.disconnect()
})
