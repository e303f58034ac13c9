import { DoraError, type DoraReader, type DoraWriter } from '../dora/port.ts'
import { sameMoment } from '../dora/same-moment.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { savedMeanwhile } from './saved-meanwhile.ts'
import { withSourceLease } from './source-lease.ts'

/**
 * Tells DORA that a person confirms a service today, if that service is ours. Logged like every write; the link remembers DORA's new
 * modification date, so that the next pass does not take it for somebody's edit.
 * @returns French sentence for the person
 */
export async function confirmInDora(
  offer: { source: string; key: string; slug: string },
  by: string,
  deps: { ledger: Ledger; reader: DoraReader; writer: DoraWriter; holder: string },
): Promise<string> {
  const { ledger, reader, writer } = deps
  const later = 'DORA sera prévenu plus tard : votre confirmation, elle, est bien enregistrée.'
  const held = await withSourceLease(ledger, offer.source, deps.holder, async () => {
    const link = await ledger.links.read(offer.source, offer.key)
    if (!link || link.slug !== offer.slug) return 'Elle n’est pas encore dans DORA.'
    const seen = await reader.readService(link.slug)
    if (!seen) return 'DORA ne montre plus ce service ; le gestionnaire est prévenu.'
    const id = await ledger.operations.intend({
      plan: 'confirmation',
      run: 'confirmation',
      source: offer.source,
      key: offer.key,
      kind: 'update',
      structure: link.structure,
      slug: link.slug,
      before: {},
      after: {},
      reason: 'Confirmée à jour par une personne.',
      approvedBy: by,
      lookup: null,
    })
    try {
      await writer.markUpToDate([link.slug])
    } catch (error) {
      if (!(error instanceof DoraError)) throw error
      // Saying it twice is harmless: a doubt needs no look-up.
      await ledger.operations.end(id, error.kind === 'data' ? 'refused' : 'failed', { message: error.message })
      return later
    }
    await ledger.operations.end(id, 'done', { slug: link.slug })
    const after = await reader.readService(link.slug)
    const untouched =
      after !== null && sameMoment(link.modified, seen.modificationDate) && !savedMeanwhile(seen, after, {})
    if (after && untouched)
      await ledger.links.save({
        ...link,
        modified: after.modificationDate,
        settled: link.settled && { ...link.settled, modified: after.modificationDate },
      })
    return 'DORA est prévenu.'
  })
  return held.busy ? later : held.result
}
