import { writeSync } from 'node:fs'
import { workerData } from 'node:worker_threads'
import { BEAT, SILENT_MS, WATCH_WORDS, type WatchOrders, WORK_MS } from './watch-orders.ts'

/**
 * A thread inside a child process: ends the process when it has grown over its limit, computed too long or lost its parent, also while
 * its main thread is busy for ever. A heap limit would not see unpacked archives, which live outside the heap; and computing is counted
 * by the processor's clock, so that a busy machine refuses nobody.
 */
const { memoryBytes, parent, board } = workerData as WatchOrders
const EVERY_MS = 20

let beat = -1
let task = 0
let word = 0

setInterval(() => {
  const { user, system } = process.cpuUsage()
  const now = (user + system) / 1000
  const seen = Atomics.load(board, BEAT)
  if (seen === 0) task = now
  if (seen !== beat) word = now
  beat = seen
  if (process.memoryUsage.rss() > memoryBytes) end(WATCH_WORDS.memoryBytes)
  else if (seen !== 0 && now - word > Atomics.load(board, SILENT_MS)) end(WATCH_WORDS.silentMs)
  else if (seen !== 0 && now - task > Atomics.load(board, WORK_MS)) end(WATCH_WORDS.workMs)
  else if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL')
}, EVERY_MS)

function end(words: string): void {
  writeSync(2, words)
  process.kill(process.pid, 'SIGKILL')
}
