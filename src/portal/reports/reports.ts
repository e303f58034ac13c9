import type { Clock } from '../../common/clock.ts'
import { parisDay } from '../../common/paris-day.ts'
import type { CoverageReport } from '../../coverage/report-contract.ts'
import { readSnapshot, snapshotOf } from '../../coverage/snapshot.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { PortalData } from '../data.ts'

export interface FrozenReport {
  id: string
  date: string
  /** ISO instant. */
  stored: string
}

/** Today's report and those that were frozen. */
export interface Reports {
  today(): Promise<CoverageReport>
  frozen(): Promise<FrozenReport[]>
  /** The last one frozen at a date, or null. */
  at(date: string): Promise<CoverageReport | null>
  /** One frozen version, for good: its address never shows anything else. */
  version(id: string): Promise<CoverageReport | null>
  /** Freezes today's report. @returns false when the same bytes are frozen already */
  freeze(): Promise<boolean>
}

/** A report serves everybody until a run ends or the day changes, and for this long at the most, milliseconds. */
const KEPT_MS = 10 * 60_000
const MEDIA = 'application/json'

export function createReports({ data, ledger, clock }: { data: PortalData; ledger: Ledger; clock: Clock }): Reports {
  let kept: { at: number; of: string; report: Promise<CoverageReport> } | null = null
  const frozen = async () =>
    (await ledger.snapshots.list(500))
      .filter(snapshot => snapshot.media === MEDIA)
      .map(({ id, date, stored }) => ({ id, date, stored }))
  async function today(): Promise<CoverageReport> {
    const now = clock.now().getTime()
    const [last] = await ledger.listRuns({ limit: 1 })
    const of = `${parisDay(clock.now())} ${last?.id} ${last?.ended}`
    if (kept && kept.of === of && now - kept.at < KEPT_MS) return kept.report
    const report = data.report().then(each => each.json as CoverageReport)
    kept = { at: now, of, report }
    report.catch(() => {
      kept = null
    })
    return report
  }
  async function at(date: string): Promise<CoverageReport | null> {
    const found = (await frozen()).find(snapshot => snapshot.date === date)
    const snapshot = found ? await ledger.snapshots.read(found.id) : null
    return snapshot ? readSnapshot(snapshot.bytes) : null
  }
  return {
    today,
    frozen,
    at,
    async version(id) {
      const known = (await frozen()).some(snapshot => snapshot.id === id)
      const snapshot = known ? await ledger.snapshots.read(id) : null
      return snapshot ? readSnapshot(snapshot.bytes) : null
    },
    async freeze() {
      kept = null
      const report = await today()
      const { bytes, date, fingerprint } = snapshotOf(report)
      const last = await at(date)
      if (last && snapshotOf(last).fingerprint === fingerprint) return false
      await ledger.snapshots.save(date, MEDIA, bytes)
      return true
    },
  }
}
