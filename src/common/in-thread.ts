import { Worker } from 'node:worker_threads'

/**
 * Runs a module in a thread of its own and gives the first message it posts: long work then blocks nobody, and its memory goes with it.
 * The thread keeps no process alive.
 * @param module that reads `workerData` and posts one message
 * @param data cloned: plain data only
 * @throws what the module threw; Error when it ended without a word
 */
export function inThread<T>(module: URL, data: unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(module, { workerData: data })
    worker.unref()
    worker.once('message', (message: T) => {
      resolve(message)
      void worker.terminate()
    })
    worker.once('error', reject)
    worker.once('exit', code => reject(new Error(`thread ended without an answer (code ${code})`)))
  })
}
