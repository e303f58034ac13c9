import { writeSync } from 'node:fs'
import { workerData } from 'node:worker_threads'

/**
 * A thread inside a child process (src/common/apart): ends the process when it has grown over its limit, computed too long or lost its
 * parent, also while its main thread is busy for ever. A heap limit would not see unpacked archives, which live outside the heap; and
 * computing is counted by the processor's clock, so that a busy machine refuses nobody. Plain JavaScript: a thread that strips types loads
 * a compiler for it, a tenth of a second of processor and 20 MB in each child. What it is told: watch-orders.ts.
 */
const { memoryBytes, parent, board, places, words } = workerData
const EVERY_MS = 20

let beat = -1
let task = 0
let word = 0

setInterval(() => {
  const { user, system } = process.cpuUsage()
  const now = (user + system) / 1000
  const seen = Atomics.load(board, places.beat)
  if (seen === 0) task = now
  if (seen !== beat) word = now
  beat = seen
  if (process.memoryUsage.rss() > memoryBytes) end(words.memoryBytes)
  else if (seen !== 0 && now - word > Atomics.load(board, places.silentMs)) end(words.silentMs)
  else if (seen !== 0 && now - task > Atomics.load(board, places.workMs)) end(words.workMs)
  else if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL')
}, EVERY_MS)

/** @param {string} last */
function end(last) {
  writeSync(2, last)
  process.kill(process.pid, 'SIGKILL')
}
