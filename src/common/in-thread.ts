import { Worker } from 'node:worker_threads'

/** Room for what was just made, of what reads many rows and keeps some: more is no quicker, and stays taken. */
const YOUNG_MB = 32

/**
 * Runs a module in a thread of its own and gives what it posted, once the thread has ended: long work then blocks nobody, and its memory is given back
 * before what it said is looked at. The thread keeps no process alive.
 * @param module that reads `workerData`, posts what it has to say, and null at the end
 * @param data cloned: plain data only
 * @throws what the module threw; Error when it ended before its end
 */
export function inThread<T extends object>(module: URL, data: unknown): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const said: T[] = []
    let over = false
    const worker = new Worker(module, { workerData: data, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } })
    worker.unref()
    worker.on('message', (message: T | null) => {
      over ||= message === null
      if (message !== null) said.push(message)
      else void worker.terminate()
    })
    worker.once('error', reject)
    worker.once('exit', code => {
      if (over) resolve(said)
      else reject(new Error(`thread ended without an answer (code ${code})`))
    })
  })
}
