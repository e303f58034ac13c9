import { fingerprint } from '../common/digest.ts'
import type { NewId } from '../common/ids.ts'
import { DoraError } from '../dora/port.ts'
import type { Statement } from '../normalise/statements/statement.ts'
import { type ApplyDeps, applyOperations } from './apply.ts'
import { planRetirement } from './plan-retirement.ts'
import { withSourceLease } from './source-lease.ts'

export interface WithdrawDeps extends Omit<ApplyDeps, 'lease'> {
  newId: NewId
  holder: string
}

/** `done`: archived, or there was nothing to archive · `later`: DORA or the source is busy, to be asked again · `held`: not the robot's to archive. */
export type Withdrawn = { state: 'done' | 'later' | 'held'; message: string }

/**
 * Carries an accepted withdrawal out at once: a plan of that one archive, through the same door as every write, under the lease of the
 * source, whether or not the source may be read. Safe to call again.
 */
export async function withdraw(said: Statement, deps: WithdrawDeps): Promise<Withdrawn> {
  const { offer, body } = said
  if (offer === null || body.kind !== 'withdrawal') return { state: 'done', message: 'Rien à archiver.' }
  const { ledger, reader, clock, newId } = deps
  const { source, key } = offer
  const later = { state: 'later', message: 'L’archivage dans DORA est gardé : il est réessayé de lui-même.' } as const
  const because = body.reason.trim() === '' ? '' : ` : ${body.reason.trim()}`
  const reason = `Retirée à la demande du partenaire${because}`
  const work = async (lease: ApplyDeps['lease']): Promise<Withdrawn> => {
    const known = await ledger.offers.read(source, key)
    const gone = { key, name: known?.name ?? said.title, state: 'retired', reason } as const
    const link = await ledger.links.read(source, key)
    if (link === null) {
      await ledger.offers.settle(source, { ...gone, slug: null }, null)
      return { state: 'done', message: 'Elle n’était pas dans DORA.' }
    }
    const actual = await reader.readService(link.slug)
    if (actual === null) return { state: 'held', message: 'DORA ne montre plus ce service : il n’y a rien à archiver.' }
    const approvedBy = said.decidedBy ?? said.by
    // Whoever accepted it was shown the offer: this is a person's word on its status.
    const from = { source, key, name: gone.name, misses: 0, version: link.version }
    const { operation } = planRetirement(from, link, actual, [], { side: 'ours' })
    if (operation !== null) {
      const step = { ...operation, id: newId('step'), reason }
      const id = newId('plan')
      const print = fingerprint({ key, slug: link.slug })
      await ledger.plans.save({
        id,
        run: 'retrait',
        source,
        createdAt: clock.now().toISOString(),
        computedFrom: { configuration: '', desired: print, actual: print },
        operations: [step],
        outcomes: [{ ...gone, slug: link.slug }],
        counts: { seen: 0, created: 0, updated: 0, unchanged: 0, conflicts: 0, rejected: 0, waiting: 0, retired: 1 },
        requests: 2,
        durationMs: 0,
        quarantine: null,
        state: 'approved',
        approvedBy,
      })
      const plan = await ledger.plans.head(id)
      if (plan === null) return later
      let archived = false
      for await (const { end } of applyOperations(plan, approvedBy, { ...deps, lease })) archived = end === 'done'
      await ledger.plans.move(id, ['approved'], archived ? 'applied' : 'stale')
      if (!archived) return later
    } else if (actual.fields.status !== 'ARCHIVED')
      return { state: 'held', message: 'Le robot ne peut pas archiver ce service dans DORA : faites-le là-bas.' }
    await ledger.offers.settle(source, { ...gone, slug: link.slug }, null)
    return { state: 'done', message: 'L’offre est archivée dans DORA.' }
  }
  try {
    const held = await withSourceLease(ledger, source, deps.holder, work)
    return held.busy ? later : held.result
  } catch (error) {
    if (error instanceof DoraError) return later
    throw error
  }
}
