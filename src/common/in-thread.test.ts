import { expect, test } from 'vitest'
import { inThread } from './in-thread.ts'

const module = (code: string) =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`import { parentPort, workerData } from 'node:worker_threads'\n${code}`)}`,
  )

test('the answer comes back, and the thread ends even if something would keep it', async () => {
  const code =
    'setInterval(() => {}, 1000); for (const b of [1, 2]) parentPort.postMessage({ sum: workerData.a + b }); parentPort.postMessage(null)'
  expect(await inThread<{ sum: number }>(module(code), { a: 41 })).toEqual([{ sum: 42 }, { sum: 43 }])
})

test('the event loop turns meanwhile', async () => {
  let turns = 0
  const turning = setInterval(() => {
    turns += 1
  }, 1)
  const busy = 'const end = Date.now() + 100; while (Date.now() < end); parentPort.postMessage(null)'
  expect(await inThread(module(busy), null)).toEqual([])
  clearInterval(turning)
  expect(turns).toBeGreaterThan(3)
})

test('what the module throws, or its silence, is thrown here', async () => {
  await expect(inThread(module('throw new Error("no ledger")'), null)).rejects.toThrow('no ledger')
  await expect(inThread(module('process.exit(3)'), null)).rejects.toThrow('code 3')
  await expect(inThread(module('parentPort.postMessage({}); process.exit(0)'), null)).rejects.toThrow('code 0')
})
