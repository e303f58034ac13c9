import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { sequentialIds } from '../common/ids.ts'
import { createLogger } from '../common/logger.ts'
import { inProcessRunner } from './in-process.ts'
import { runnerContract } from './runner.contract.ts'
import { TryLater } from './try-later.ts'

const make = (concurrency = 4) => inProcessRunner({ newId: sequentialIds(), log: createLogger('silent'), concurrency })

runnerContract('in-process runner', async ({ concurrency }) => make(concurrency))

test('a job that outlives the grace is told to stop, one that waits is refused', async () => {
  const runner = make(1)
  runner.define({
    name: 'endless',
    payload: z.object({}),
    run: (_, signal) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  })
  const running = await runner.enqueue('endless', {})
  const waiting = await runner.enqueue('endless', {})
  const outcomes = Promise.allSettled([running.result, waiting.result])
  await runner.close(10)
  expect((await outcomes).map(outcome => outcome.status)).toEqual(['rejected', 'rejected'])
})

test('a job that waits is counted apart, started again once its time came, and says how often it was', async () => {
  const woken = Promise.withResolvers<void>()
  const clock = { now: () => new Date(), sleep: () => woken.promise }
  const runner = inProcessRunner({ newId: sequentialIds(), log: createLogger('silent'), clock })
  let starts = 0
  runner.define({
    name: 'busy',
    payload: z.object({}),
    run: async () => {
      starts += 1
      if (starts === 1) throw new TryLater('somebody holds the source', 20)
      throw new Error('cassé')
    },
  })
  const { result } = await runner.enqueue('busy', {})
  const refused = expect(result).rejects.toThrow('cassé')
  await vi.waitFor(async () => expect(await runner.state()).toMatchObject({ later: 1, running: 0, dead: 0 }))
  woken.resolve()
  await refused
  expect(await runner.state()).toMatchObject({ later: 0, dead: 1 })
  expect(await runner.deadLetters()).toMatchObject([{ starts: 2, reason: 'cassé' }])
  await runner.close(0)
})

test('a job that was told to stop is not started again, nor buried', async () => {
  const runner = make(1)
  const started = Promise.withResolvers<void>()
  runner.define({
    name: 'long',
    payload: z.object({}),
    run: (_, signal) => {
      started.resolve()
      return new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(new TryLater('plus tard', 60_000))),
      )
    },
  })
  const { result } = await runner.enqueue('long', {})
  const stopped = expect(result).rejects.toThrow()
  await started.promise
  await runner.close(0)
  await stopped
  expect(await runner.state()).toMatchObject({ later: 0, dead: 0 })
})

test('dead letters are told latest first, as many as asked for; the oldest of very many go', async () => {
  const runner = make()
  runner.define({
    name: 'broken',
    payload: z.object({ n: z.number() }),
    run: async ({ n }) => {
      throw new Error(`n${n}`)
    },
  })
  for (let n = 1; n <= 1001; n += 1) await (await runner.enqueue('broken', { n })).result.catch(() => undefined)
  expect((await runner.deadLetters(2)).map(({ reason }) => reason)).toEqual(['n1001', 'n1000'])
  const all = await runner.deadLetters(5000)
  expect([all.length, all.at(-1)?.reason]).toEqual([1000, 'n2'])
  await runner.close(0)
})

test('idle waits for what runs', async () => {
  const runner = make()
  const gate = Promise.withResolvers<void>()
  runner.define({ name: 'slow', payload: z.object({}), run: () => gate.promise })
  await runner.enqueue('slow', {})
  let idle = false
  const waiting = runner.idle().then(() => {
    idle = true
  })
  await new Promise(resolve => setTimeout(resolve, 20))
  expect(idle).toBe(false)
  gate.resolve()
  await waiting
  await runner.close(0)
})

test('an unknown job is refused with those that are known', async () => {
  const runner = make()
  for (const name of ['une', 'deux']) runner.define({ name, payload: z.object({}), run: async () => null })
  await expect(runner.enqueue('trois', {})).rejects.toThrow('unknown job trois; known: une, deux')
  await runner.close(0)
})

describe('the timetable', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse('2026-11-24T08:00:00Z') })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('a schedule starts its job at its hour, with its payload, once at a time; a refused one is logged, closed ends it', async () => {
    const errors: unknown[] = []
    const log = { ...createLogger('silent'), error: (...args: unknown[]) => void errors.push(args[0]) }
    const runner = inProcessRunner({ newId: sequentialIds(), log: log as never })
    const gate = Promise.withResolvers<void>()
    const ran: unknown[] = []
    runner.define({
      name: 'nightly',
      payload: z.object({ source: z.string() }),
      run: async payload => {
        ran.push(payload)
        await gate.promise
      },
    })
    await runner.schedule('a', '0 * * * *', 'nightly', { source: 'pems' })
    await runner.schedule('b', '30 * * * *', 'unknown', {})
    await vi.advanceTimersByTimeAsync(3 * 3_600_000)
    expect(ran).toEqual([{ source: 'pems' }])
    expect(errors).toContainEqual({ err: expect.any(Error), key: 'b' })
    gate.resolve()
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(ran).toHaveLength(2)
    vi.useRealTimers()
    await runner.close(0)
    expect(await runner.schedules()).toEqual(new Map())
  })
})
