import type { Redis } from 'ioredis'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { manualClock } from '../common/clock.ts'
import { sequentialIds } from '../common/ids.ts'
import type { Host } from '../harvest/hosts.ts'
import { redisHostBook } from './redis-pace.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const HOST = 'dora-sync:host:partenaire.fr:443'

/** A book on a Redis that answers as told; what Redis and this process's own host were asked. */
function told(answers: (number | Error)[], prefix?: string) {
  const asked: unknown[][] = []
  const paces: number[] = []
  const clock = manualClock('2026-11-29T09:00:00Z')
  const redis = {
    eval: async (script: string, ...rest: unknown[]) => {
      asked.push([/PEXPIRE/.test(script) ? 'prolong' : /DEL/.test(script) ? 'leave' : 'take', ...rest])
      const answer = answers.shift() ?? 0
      if (answer instanceof Error) throw answer
      return answer
    },
  } as unknown as Redis
  const host = (name: string) =>
    ({
      name,
      robots: new Map(),
      breaker: {},
      turn: (pace: number, _: unknown, task: () => Promise<unknown>) => {
        paces.push(pace)
        return task()
      },
    }) as unknown as Host
  const book = redisHostBook({ redis, local: { of: host }, clock, newId: sequentialIds(), ...(prefix && { prefix }) })
  return { book, asked, paces, clock }
}

test('a host is taken, kept while its task lasts, and left with its pause; the pace is the fleet’s', async () => {
  const { book, asked, paces } = told([0, new Error('away'), 0])
  const task = async () => {
    await vi.advanceTimersByTimeAsync(10_000)
    return 'vu'
  }
  expect(await book.of('partenaire.fr:443').turn(60.2, undefined, task)).toBe('vu')
  expect(asked).toEqual([
    ['take', 1, HOST, 'turn_000001', 15_000],
    ['prolong', 1, HOST, 'turn_000001', 15_000],
    ['prolong', 1, HOST, 'turn_000001', 15_000],
    ['leave', 1, HOST, 'turn_000001', 61],
  ])
  await vi.advanceTimersByTimeAsync(60_000)
  expect([asked.length, paces]).toEqual([4, [0]])
})

test('one naps while another has the host, a quarter of a second at the most, also while Redis is away', async () => {
  const { book, clock, asked } = told([1000, 30, new Error('away'), 0], 'autre')
  await book.of('a').turn(0, undefined, async () => undefined)
  expect(clock.slept).toEqual([250, 30, 250])
  expect(asked[0]?.slice(0, 3)).toEqual(['take', 1, 'autre:host:a'])
})

test('a task that fails frees the host, whatever Redis says; who gives up does not take it', async () => {
  const { book, asked } = told([0, new Error('away')])
  await expect(book.of('a').turn(0, undefined, () => Promise.reject(new Error('panne')))).rejects.toThrow('panne')
  expect(asked.map(([what]) => what)).toEqual(['take', 'leave'])
  const gone = AbortSignal.abort(new Error('on arrête'))
  await expect(book.of('a').turn(0, gone, async () => 'vu')).rejects.toThrow('on arrête')
  expect(asked).toHaveLength(2)
})

test('one host is one, with the breaker and the robots.txt of this process', () => {
  const { book } = told([])
  expect(book.of('a')).toBe(book.of('a'))
  expect(book.of('b')).toMatchObject({ name: 'b', robots: new Map(), breaker: {} })
})
