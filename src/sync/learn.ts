import type { InboxKind } from '../ledger/inbox.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { OfferOutcome, Plan } from './contract.ts'

const SWEPT: InboxKind[] = ['match', 'structure', 'conflict', 'rejection', 'unknown-value', 'doubt']

/** Writes down what a run saw of its source: before any write to DORA, so that what is written can be traced to it. */
export async function learnSightings(plan: Plan, ledger: Ledger): Promise<void> {
  const { learned } = plan
  if (learned === undefined) return
  await ledger.transaction(async shelves => {
    for (const sighting of learned.sightings) await shelves.offers.saw(sighting)
    for (const key of learned.missing) await shelves.offers.missed(plan.source, key, plan.run)
  })
}

/** Writes down how the run ended for each offer, moves the memories that move without a write, and fills the inbox. */
export async function learnOutcomes(
  plan: Plan,
  outcomes: readonly OfferOutcome[],
  ledger: Ledger,
  at: string,
): Promise<void> {
  const { learned } = plan
  await ledger.transaction(async shelves => {
    for (const outcome of outcomes) await shelves.offers.settle(plan.source, outcome, outcome.whose ?? whoseOf(outcome))
    if (learned === undefined) return
    for (const rebase of learned.rebases) {
      const link = await shelves.links.read(plan.source, rebase.key)
      if (link === null) continue
      await shelves.links.save({
        ...link,
        base: { ...link.base, ...rebase.base },
        sent: { ...link.sent, ...rebase.sent },
        settled: rebase.settled,
        status: rebase.status,
        published: rebase.published,
        retired: rebase.retired === null ? null : (link.retired ?? { at, ...rebase.retired }),
      })
    }
    for (const entry of learned.inbox) await shelves.inbox.put({ ...entry, source: plan.source, run: plan.run })
    // An offer that the run did not see, or that waits, proves nothing about what was asked of a person before.
    const told = new Set(outcomes.filter(outcome => outcome.state !== 'waiting').map(outcome => outcome.key))
    const over = (key: string | null) => (key === null ? learned.whole === true : told.has(key))
    await shelves.inbox.sweep(plan.source, SWEPT, new Set(learned.inbox.map(entry => entry.subject)), over)
  })
}

function whoseOf(outcome: OfferOutcome): 'gestionnaire' | 'robot' | null {
  switch (outcome.state) {
    case 'conflict':
      return 'gestionnaire'
    case 'waiting':
      return 'robot'
    case 'rejected':
    case 'created':
    case 'updated':
    case 'unchanged':
    case 'retired':
      return null
  }
}
