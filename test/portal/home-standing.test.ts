import pino from 'pino'
import { expect, test } from 'vitest'
import { manualClock } from '../../src/common/clock.ts'
import { keepReport } from '../../src/coverage/kept-report.ts'
import { coverageReport } from '../../src/coverage/report.ts'
import { createReports } from '../../src/portal/reports/reports.ts'
import { geography, input } from '../coverage/small-departement.ts'
import { openWorld } from './world.ts'

test('the first page gives figures of today only once the last pass is in them, and an earlier month’s meanwhile', async () => {
  const { ledger, clock, close } = await openWorld()
  try {
    const day = clock.now().toISOString().slice(0, 10)
    const report = (date: string) => coverageReport({ ...input, date }, geography)
    const reports = createReports({
      data: { report: async () => ({ date: day, json: report(day) }) },
      ledger,
      clock: manualClock(clock.now().toISOString()),
      log: pino({ level: 'silent' }),
    })
    expect(await reports.latest()).toBeNull()
    await keepReport(ledger.snapshots, report('2020-01-31'))
    await keepReport(ledger.snapshots, report(day))
    expect((await reports.latest())?.now.date).toBe(day)
    clock.advance(60_000)
    const run = await ledger.runs.begin('adie-site', 'test')
    await ledger.runs.finish(run, { state: 'succeeded', outcome: null, report: null, plan: null, message: null })
    expect((await reports.latest())?.now.date).toBe('2020-01-31')
    await reports.today()
    expect(await reports.latest()).toMatchObject({ now: { date: day }, before: { date: '2020-01-31' } })
  } finally {
    await close()
  }
})
