import { parentPort, workerData } from 'node:worker_threads'
import { systemClock } from '../common/clock.ts'
import { randomIds } from '../common/ids.ts'
import { coverageReport } from '../coverage/report.ts'
import { inParts } from '../coverage/report-in-parts.ts'
import { connect } from '../ledger/connect.ts'
import { reportShelves } from '../ledger/report-shelves.ts'
import type { CoverageTask } from './coverage-apart.ts'
import { coverageInput } from './coverage-input.ts'

/** The inside of the thread that `coverageApart` starts: reads, computes, posts the report. It only reads. */
const { place, date, ...task } = workerData as CoverageTask
const deps = { clock: systemClock, newId: randomIds }
const db = connect(place)
const ledger = reportShelves({ db, ...deps })
try {
  const report = coverageReport(await coverageInput({ ...task, ...deps, ledger }, date))
  for (const part of inParts(report)) parentPort?.postMessage(part)
} finally {
  await db.destroy()
}
parentPort?.postMessage(null)
