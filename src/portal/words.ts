import { frenchCount } from '../common/french.ts'
import type { Counts, OfferOutcome } from '../sync/contract.ts'

/** What people read for each state of an offer. */
export const OFFER_STATES: Record<OfferOutcome['state'], { word: string; tone: 'good' | 'warn' | 'bad' | 'quiet' }> = {
  created: { word: 'créée', tone: 'good' },
  updated: { word: 'mise à jour', tone: 'good' },
  unchanged: { word: 'inchangée', tone: 'quiet' },
  conflict: { word: 'conflit', tone: 'warn' },
  rejected: { word: 'rejetée', tone: 'bad' },
  waiting: { word: 'en attente', tone: 'warn' },
  retired: { word: 'retirée', tone: 'quiet' },
}

/** «12 offres vues : 3 créées, 9 inchangées». */
export function countsSentence(counts: Counts): string {
  const parts = [
    counts.created && frenchCount(counts.created, 'créée'),
    counts.updated && frenchCount(counts.updated, 'mise à jour', 'mises à jour'),
    counts.unchanged && frenchCount(counts.unchanged, 'inchangée'),
    counts.conflicts && frenchCount(counts.conflicts, 'en conflit', 'en conflit'),
    counts.rejected && frenchCount(counts.rejected, 'rejetée'),
    counts.waiting && frenchCount(counts.waiting, 'en attente', 'en attente'),
    counts.retired && frenchCount(counts.retired, 'retirée'),
  ].filter(part => typeof part === 'string')
  const seen = frenchCount(counts.seen, 'offre vue', 'offres vues')
  return parts.length === 0 ? seen : `${seen}\u00A0: ${parts.join(', ')}`
}
