import { existsSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { type ApartLimits, ApartStopped } from '../../src/common/apart/protocol.ts'
import { runApart } from '../../src/common/apart/run-apart.ts'
import type { Orders } from './task.ts'

const MIB = 1024 * 1024

function run(input: Orders, limits: Partial<ApartLimits> = {}) {
  return runApart<unknown, unknown>({
    module: new URL('./task.ts', import.meta.url),
    input,
    limits,
    answer: async (name, args) => {
      if (name === 'double') return Number(args) * 2
      throw { why: 'refusé' }
    },
  })
}

async function all(stream: AsyncGenerator<unknown, unknown>): Promise<{ items: unknown[]; result: unknown }> {
  const items: unknown[] = []
  for (let step = await stream.next(); ; step = await stream.next()) {
    if (step.done) return { items, result: step.value }
    items.push(step.value)
  }
}

const stopped = (stream: AsyncGenerator<unknown, unknown>) =>
  all(stream).then(
    () => null,
    (error: unknown) => (error instanceof ApartStopped ? error.limit : error),
  )

/** Longest time, in milliseconds, that this process could not answer while the work lasted. */
async function longestPause(work: Promise<unknown>): Promise<number> {
  let longest = 0
  let last = performance.now()
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }, 10)
  await work
  clearInterval(timer)
  return longest
}

test('items come in order, then the result; an item is not waited for to be all', async () => {
  const { items, result } = await all(run({ do: 'count', times: 1234 }))
  expect(items).toEqual(Array.from({ length: 1234 }, (_, at) => at))
  expect(result).toBe('counted')
})

test('it asks its parent, several times at once, and hears a refusal as it was thrown', async () => {
  expect(await all(run({ do: 'ask' }))).toEqual({ items: ['before', 42, 8], result: 'refusé' })
})

test.each([
  ['objects', 'memory'],
  ['bytes outside the heap', 'buffers'],
] as const)('memory: %s without end are stopped, and this process goes on answering', async (_, what) => {
  const before = process.memoryUsage.rss()
  const work = stopped(run({ do: what }, { memoryBytes: 200 * MIB }))
  expect(await longestPause(work)).toBeLessThan(5000)
  expect(await work).toBe('memoryBytes')
  expect(process.memoryUsage.rss() - before).toBeLessThan(100 * MIB)
})

test('computing without end is stopped, and this process goes on answering', async () => {
  const work = stopped(run({ do: 'compute' }, { silentMs: 300 }))
  expect(await longestPause(work)).toBeLessThan(5000)
  expect(await work).toBe('silentMs')
})

test('computing for ever with a word from time to time is stopped too', async () => {
  expect(await stopped(run({ do: 'count', times: 1e9 }, { workMs: 500 }))).toBe('workMs')
})

test('a child that does nothing at all is stopped by the clock on the wall', async () => {
  expect(await stopped(run({ do: 'hang' }, { silentMs: 100 }))).toBe('silentMs')
})

test('a child that dies says so; one that throws gives its words, after what it yielded', async () => {
  expect(await stopped(run({ do: 'die' }))).toBe('crash')
  const stream = run({ do: 'throw' })
  await expect(all(stream)).rejects.toThrow('mot de la tâche')
})

test('no setting of ours is in its environment', async () => {
  vi.stubEnv('DORA_TOKEN', 'secret')
  const { result } = await all(run({ do: 'environment' }, { memoryBytes: 333 * MIB }))
  vi.unstubAllEnvs()
  expect((result as { names: string[] }).names).not.toContain('DORA_TOKEN')
})

test('who leaves before the end leaves no process behind', async () => {
  const { result } = await all(run({ do: 'environment' }, { memoryBytes: 350 * MIB }))
  const { id } = result as { id: number }
  const stream = run({ do: 'count', times: 1e9 }, { memoryBytes: 350 * MIB })
  expect((await stream.next()).value).toBe(0)
  await stream.return(null)
  await vi.waitFor(() => expect(isAlive(id)).toBe(false), { timeout: 10_000 })
})

/** A process that ended and was not yet waited for has no memory map. */
function isAlive(id: number): boolean {
  if (existsSync('/proc/self')) return existsSync(`/proc/${id}/exe`)
  try {
    return process.kill(id, 0)
  } catch {
    return false
  }
}
