import type { CoverageReport } from './report-contract.ts'
import { readSnapshot, snapshotOf } from './snapshot.ts'

/** What keeps the bytes of reports; the ledger's snapshots. */
export interface SnapshotStore {
  /** Latest date first, then latest stored. */
  list(limit?: number): Promise<{ id: string; date: string; media: string }[]>
  read(id: string): Promise<{ bytes: Uint8Array } | null>
  save(date: string, media: string, bytes: Uint8Array): Promise<string>
}

const MEDIA = 'application/json'
/** Reports looked through, about three years of daily ones. */
const MOST = 1200

/**
 * Keeps a report for good. The same bytes are kept once.
 * @returns id in the store, and whether it was new
 */
export async function keepReport(
  store: SnapshotStore,
  report: CoverageReport,
): Promise<{ id: string; fresh: boolean }> {
  const { bytes, fingerprint } = snapshotOf(report)
  for (const { id, date, media } of await store.list(MOST)) {
    if (date !== report.date || media !== MEDIA) continue
    const known = await store.read(id)
    if (known && snapshotOf(readSnapshot(known.bytes)).fingerprint === fingerprint) return { id, fresh: false }
  }
  return { id: await store.save(report.date, MEDIA, bytes), fresh: true }
}

/** The last report kept for a day `YYYY-MM-DD`, or null. */
export async function keptReport(store: SnapshotStore, date: string): Promise<CoverageReport | null> {
  const found = (await store.list(MOST)).find(kept => kept.date === date && kept.media === MEDIA)
  const snapshot = found ? await store.read(found.id) : null
  return snapshot ? readSnapshot(snapshot.bytes) : null
}
