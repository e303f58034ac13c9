import { sha256 } from '../common/digest.ts'
import type { CoverageReport } from './report-contract.ts'
import { readSnapshot, snapshotOf } from './snapshot.ts'

/** One version of a report, kept for good. */
export interface KeptReport {
  /** In the store; part of its address. */
  id: string
  /** `YYYY-MM-DD` */
  date: string
  /** ISO instant. */
  stored: string
}

/** What keeps the bytes of reports; the ledger's snapshots. */
export interface SnapshotStore {
  /** Latest date first, then latest stored. */
  list(limit?: number): Promise<(KeptReport & { media: string })[]>
  read(id: string): Promise<{ bytes: Uint8Array; media: string } | null>
  save(date: string, media: string, bytes: Uint8Array): Promise<string>
}

const MEDIA = 'application/json'
/** Reports looked through, about three years of daily ones. */
const MOST = 1200

/** The latest date first; of one day, the latest version first. */
export async function keptReports(store: SnapshotStore): Promise<KeptReport[]> {
  return (await store.list(MOST))
    .filter(({ media }) => media === MEDIA)
    .map(({ id, date, stored }) => ({ id, date, stored }))
}

/**
 * Keeps a report for good, unless it is byte for byte the last one kept for its day.
 * @returns id in the store, and whether it was new
 */
export async function keepReport(
  store: SnapshotStore,
  report: CoverageReport,
): Promise<{ id: string; fresh: boolean }> {
  const { bytes, fingerprint } = snapshotOf(report)
  const last = (await keptReports(store)).find(({ date }) => date === report.date)
  const known = last ? await keptVersion(store, last.id) : null
  if (last && known?.fingerprint === fingerprint) return { id: last.id, fresh: false }
  return { id: await store.save(report.date, MEDIA, bytes), fresh: true }
}

/** The last report kept for a day `YYYY-MM-DD`, or null. */
export async function keptReport(store: SnapshotStore, date: string): Promise<CoverageReport | null> {
  const found = (await keptReports(store)).find(kept => kept.date === date)
  return found ? ((await keptVersion(store, found.id))?.report ?? null) : null
}

/** One version with the SHA-256 of its bytes, or null when none has that id. */
export async function keptVersion(
  store: SnapshotStore,
  id: string,
): Promise<{ report: CoverageReport; fingerprint: string } | null> {
  const snapshot = await store.read(id)
  if (snapshot?.media !== MEDIA) return null
  return { report: readSnapshot(snapshot.bytes), fingerprint: sha256(snapshot.bytes) }
}
