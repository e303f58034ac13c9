import { parentPort, workerData } from 'node:worker_threads'
import type { BilanTask } from './bilan-apart.ts'
import { bilanFile } from './export-bilan.ts'

/** The inside of the thread that `bilanApart` starts: makes the file, posts it. */
const { bilan, format } = workerData as BilanTask
parentPort?.postMessage(await bilanFile(bilan, format))
parentPort?.postMessage(null)
