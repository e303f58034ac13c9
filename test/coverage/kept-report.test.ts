import { expect, test } from 'vitest'
import { manualClock } from '../../src/common/clock.ts'
import { sequentialIds } from '../../src/common/ids.ts'
import { keepReport, keptReport } from '../../src/coverage/kept-report.ts'
import { coverageReport } from '../../src/coverage/report.ts'
import { snapshotOf } from '../../src/coverage/snapshot.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { geography, input } from './small-departement.ts'

test('in a real ledger: kept once, read back byte for byte, the last of a day speaks for it', async () => {
  const clock = manualClock('2030-06-30T10:00:00Z')
  const ledger = await openLedger({ path: ':memory:' }, { clock, newId: sequentialIds() })
  try {
    const early = coverageReport({ ...input, offers: [] }, geography)
    const late = coverageReport(input, geography)
    const first = await keepReport(ledger.snapshots, early)
    expect(first.fresh).toBe(true)
    expect(await keepReport(ledger.snapshots, early)).toEqual({ id: first.id, fresh: false })
    clock.advance(60_000)
    const second = await keepReport(ledger.snapshots, late)
    expect(second.fresh).toBe(true)

    // The first one is still what it was, under its own id.
    const kept = await ledger.snapshots.read(first.id)
    expect(Buffer.from(kept?.bytes ?? []).equals(Buffer.from(snapshotOf(early).bytes))).toBe(true)
    const ofTheDay = await keptReport(ledger.snapshots, '2030-06-30')
    expect(ofTheDay && snapshotOf(ofTheDay).id).toBe(snapshotOf(late).id)
    expect(await keptReport(ledger.snapshots, '2030-06-29')).toBeNull()
  } finally {
    await ledger.close()
  }
})
