import type { Statement } from '../normalise/statements/statement.ts'
import { planRetirement } from './plan-retirement.ts'
import { type WriteNowDeps, type WrittenNow, writeNow } from './write-now.ts'

/**
 * Carries an accepted withdrawal out at once, whether or not the source may be read. Safe to call again.
 */
export async function withdraw(said: Statement, deps: WriteNowDeps): Promise<WrittenNow> {
  const { offer, body } = said
  if (offer === null || body.kind !== 'withdrawal') return { state: 'done', message: 'Rien à archiver.' }
  const { ledger, reader } = deps
  const { source, key } = offer
  const because = body.reason.trim() === '' ? '' : ` : ${body.reason.trim()}`
  const reason = `Retirée à la demande du partenaire${because}`
  const later = 'L’archivage dans DORA est gardé : il est réessayé de lui-même.'
  return writeNow({ source, run: 'retrait', by: said.decidedBy ?? said.by, later }, deps, async () => {
    const known = await ledger.offers.read(source, key)
    const gone = { key, name: known?.name ?? said.title, state: 'retired', reason } as const
    const link = await ledger.links.read(source, key)
    const settle = () => ledger.offers.settle(source, { ...gone, slug: link?.slug ?? null }, null)
    if (link === null) {
      await settle()
      return { state: 'done', message: 'Elle n’était pas dans DORA.' }
    }
    const done = 'L’offre est archivée dans DORA.'
    const actual = await reader.readService(link.slug)
    if (actual === null) return { state: 'held', message: 'DORA ne montre plus ce service : il n’y a rien à archiver.' }
    // Whoever accepted it was shown the offer: this is a person's word on its status.
    const from = { source, key, name: gone.name, misses: 0, version: link.version }
    const { operation } = planRetirement(from, link, actual, [], { side: 'ours' })
    if (operation !== null)
      return { operation: { ...operation, reason }, outcome: { ...gone, slug: link.slug }, done, written: settle }
    if (actual.fields.status !== 'ARCHIVED')
      return { state: 'held', message: 'Le robot ne peut pas archiver ce service dans DORA : faites-le là-bas.' }
    await settle()
    return { state: 'done', message: done }
  })
}
