import { DoraError, type Moved } from '../dora/port.ts'
import { sameMoment } from '../dora/same-moment.ts'
import type { Link } from '../ledger/links.ts'
import type { KnownLine } from '../ledger/offers.ts'
import type { AsOf } from '../ledger/sources.ts'
import type { DoraView } from './dora-view.ts'
import { DoraAway } from './patient-dora.ts'

/** Some changes move no date (DORA's team moves, merges or deletes services): each structure is read again at least that often. */
const WHOLE_EVERY_MS = 7 * 86_400_000

/** What is known of DORA without reading structure by structure. */
export interface Trusted {
  /** Whose comparison it goes on from. */
  run: string
  moved: Moved
  /** Date of change of a service when it moved since all was last compared; undefined: it did not. */
  movedAt(slug: string): string | undefined
  /** Whether the offer, seen last in that run, was compared then. */
  compared(run: string): boolean
}

/** The offer was there, with its service, when all was last compared. */
export function wasCompared(
  trusted: Trusted,
  { retired }: Pick<Link, 'retired'>,
  known: Pick<KnownLine, 'misses' | 'run'> | undefined,
): boolean {
  return retired === null && known !== undefined && known.misses === 0 && trusted.compared(known.run)
}

/** Nothing moved on either side since all was last compared. @param settles fingerprint under which the offer would be settled today */
export function isUntouched(
  trusted: Trusted | null,
  link: Pick<Link, 'slug' | 'settled' | 'retired'>,
  known: Pick<KnownLine, 'misses' | 'run'> | undefined,
  settles: string,
): boolean {
  const { slug, settled } = link
  if (trusted === null || settled?.fingerprint !== settles || !wasCompared(trusted, link, known)) return false
  return sameMoment(trusted.movedAt(slug) ?? settled.modified, settled.modified)
}

/** @returns `trusted`: null when each structure is to be read; `next`: what this plan may leave behind once it is carried out whole. */
export async function asOfNow(
  view: DoraView,
  before: AsOf | null,
  now: Date,
): Promise<{ trusted: Trusted | null; next: Omit<AsOf, 'run'> | null }> {
  const recent = before !== null && now.getTime() - Date.parse(before.whole) < WHOLE_EVERY_MS ? before : null
  try {
    const moved = await view.movedSince(recent === null ? null : Date.parse(recent.newest))
    if (moved === null) return { trusted: null, next: null }
    // A DORA without any service: all that it will have is newer.
    const newest = new Date(moved.newest ?? 0).toISOString()
    if (recent === null) return { trusted: null, next: { newest, whole: now.toISOString() } }
    const trusted = {
      run: recent.run,
      moved,
      movedAt: (slug: string) => moved.services.get(slug)?.date,
      compared: (run: string) => run === recent.run,
    }
    return { trusted, next: { newest, whole: recent.whole } }
  } catch (error) {
    if (!(error instanceof DoraError) || error.kind === 'configuration' || error instanceof DoraAway) throw error
    return { trusted: null, next: null }
  }
}
