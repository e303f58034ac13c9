import type { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { systemClock } from '../../src/common/clock.ts'
import { randomIds } from '../../src/common/ids.ts'
import { createLogger } from '../../src/common/logger.ts'
import { createHostBook } from '../../src/harvest/hosts.ts'
import { connectRedis } from '../../src/queue/redis-connection.ts'
import { redisHostBook } from '../../src/queue/redis-pace.ts'
import { type RedisServer, startRedis } from '../servers/redis.ts'

// Real servers on a machine that may be busy: what is tried is the outcome, not the speed.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let server: RedisServer
const connections: Redis[] = []
beforeAll(async () => {
  server = await startRedis()
})
afterAll(async () => {
  for (const connection of connections) connection.disconnect()
  await server.stop()
})

function book() {
  const redis = connectRedis(server.url, { patience: 'patient', log: createLogger('silent') })
  connections.push(redis)
  return redisHostBook({ redis, local: createHostBook(systemClock), clock: systemClock, newId: randomIds })
}

test('three processes ask one host one after the other, with its pause in between; another host is not held up', async () => {
  const turns: { from: number; to: number }[] = []
  const visit = async () => {
    const from = Date.now()
    await new Promise(resolve => setTimeout(resolve, 20))
    turns.push({ from, to: Date.now() })
  }
  const books = [book(), book(), book()]
  let elsewhere = Number.POSITIVE_INFINITY
  await Promise.all([
    ...books.flatMap(each => [0, 1].map(() => each.of('partenaire.fr:443').turn(60, undefined, visit))),
    book()
      .of('autre.fr:443')
      .turn(60, undefined, async () => {
        elsewhere = Date.now()
      }),
  ])
  turns.sort((a, b) => a.from - b.from)
  expect(turns).toHaveLength(6)
  for (const [n, turn] of turns.entries()) {
    const before = turns[n - 1]
    if (before) expect(turn.from - before.to).toBeGreaterThanOrEqual(58)
  }
  // It had its turn while the first host still kept visitors waiting, not after them.
  expect(elsewhere).toBeLessThan(turns.at(-1)?.from ?? 0)
})

test('a visit that fails frees the host all the same, and who gives up no longer waits', async () => {
  const [one, other] = [book(), book()]
  const failing = one.of('casse.fr:443').turn(0, undefined, () => Promise.reject(new Error('panne')))
  await expect(failing).rejects.toThrow('panne')
  const gate = Promise.withResolvers<void>()
  const holding = other.of('casse.fr:443').turn(0, undefined, () => gate.promise)
  await new Promise(resolve => setTimeout(resolve, 20))
  const stop = new AbortController()
  const waiting = one.of('casse.fr:443').turn(0, stop.signal, async () => 'vu')
  stop.abort(new Error('on arrête'))
  await expect(waiting).rejects.toThrow('on arrête')
  gate.resolve()
  await holding
  expect(await one.of('casse.fr:443').turn(0, undefined, async () => 'vu')).toBe('vu')
})
