import { Worker } from 'node:worker_threads'
import type { FromChild, Task, ToChild } from './protocol.ts'
import { PLACES, WATCH_WORDS, type WatchOrders } from './watch-orders.ts'

/** Items sent at once; the next batch is prepared while the parent works on this one. */
const BATCH = 50

/** The inside of a process started by `runApart`: one task after the other, each a stream of items and a result. */
const board = new Int32Array(new SharedArrayBuffer(Object.keys(PLACES).length * Int32Array.BYTES_PER_ELEMENT))
const orders: WatchOrders = {
  memoryBytes: Number(process.argv[2]),
  parent: process.ppid,
  board,
  places: PLACES,
  words: WATCH_WORDS,
}
new Worker(new URL('../../../bin/watch.js', import.meta.url), { workerData: orders }).unref()

let waiting: ((message: ToChild) => void) | null = null
const early: ToChild[] = []
process.on('message', (message: ToChild) => {
  Atomics.add(board, PLACES.beat, 1)
  if (message.type === 'task') {
    Atomics.store(board, PLACES.silentMs, message.silentMs)
    Atomics.store(board, PLACES.workMs, message.workMs)
    void run(message.module, message.input)
  } else if (waiting === null) early.push(message)
  else {
    const wake = waiting
    waiting = null
    wake(message)
  }
})
process.on('disconnect', () => process.exit())

function send(message: FromChild): void {
  if (message.type === 'done' || message.type === 'threw') Atomics.store(board, PLACES.beat, 0)
  else Atomics.add(board, PLACES.beat, 1)
  process.send?.(message)
}

function reply(): Promise<ToChild> {
  const known = early.shift()
  return known ? Promise.resolve(known) : new Promise(resolve => (waiting = resolve))
}

async function run(module: string, input: unknown): Promise<void> {
  let batch: unknown[] = []
  let owed = 0
  async function flush(): Promise<void> {
    if (batch.length === 0) return
    if (owed > 0) await reply()
    owed = 1
    send({ type: 'items', items: batch })
    batch = []
  }
  async function settle(): Promise<void> {
    await flush()
    if (owed > 0) await reply()
    owed = 0
  }
  try {
    const { task } = (await import(module)) as { task: Task<unknown, unknown, unknown> }
    // One question at a time, whatever the task does.
    let turn: Promise<unknown> = Promise.resolve()
    const stream = task(input, (name, args) => {
      const answered = turn.then(async () => {
        await settle()
        send({ type: 'ask', name, args })
        const answer = await reply()
        if (answer.type === 'refusal') throw answer.error
        return answer.type === 'answer' ? answer.value : undefined
      })
      turn = answered.catch(() => {})
      return answered
    })
    for (let step = await stream.next(); ; step = await stream.next()) {
      if (step.done) {
        await settle()
        send({ type: 'done', result: step.value, rss: process.memoryUsage.rss() })
        return
      }
      batch.push(step.value)
      if (batch.length >= BATCH) await flush()
    }
  } catch (error) {
    batch = []
    await settle()
    const message = error instanceof Error ? error.message : String(error)
    send({ type: 'threw', message, rss: process.memoryUsage.rss() })
  }
}
