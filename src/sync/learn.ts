import type { InboxKind } from '../ledger/inbox-question.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { OfferOutcome, PlanHead } from '../ledger/plan.ts'
import { notKeptInbox } from './not-kept.ts'
import { type Reported, reportLines } from './report.ts'

const SWEPT: InboxKind[] = ['match', 'structure', 'conflict', 'rejection', 'unknown-value', 'doubt', 'correction']

/** Writes down what a run saw of its source: before any write to DORA, so that what is written can be traced to it. */
export async function learnSightings(plan: PlanHead, ledger: Ledger): Promise<void> {
  if (plan.learned === undefined) return
  await ledger.transaction(async ({ plans, offers }) => {
    for await (const sighting of plans.items(plan.id, 'sightings')) await offers.saw(sighting)
    for await (const key of plans.items(plan.id, 'missing')) await offers.missed(plan.source, key, plan.run)
  })
}

/** Writes down how the run ended for each offer, moves the memories that move without a write, and fills the inbox. */
export async function learnOutcomes(from: Reported, ledger: Ledger, at: string): Promise<void> {
  const { plan } = from
  const { source, learned } = plan
  await ledger.transaction(async shelves => {
    const { plans, offers, links, inbox } = shelves
    const open = await inbox.openOf(source, SWEPT)
    const asked = new Set(open.map(item => item.key))
    // An offer that the run did not see, or that waits, proves nothing about what was asked of a person before.
    const told = new Set<string>()
    // What is left out of an offer is told by every run that sees it.
    const seen = new Set<string>()
    const lost: ReturnType<typeof notKeptInbox>[] = []
    for await (const outcome of reportLines(from, shelves)) {
      // What a taking back leaves as it is has nothing new to say of its offer.
      if (plan.hold === 'undo' && !from.planned.has(outcome.key)) continue
      await offers.settle(source, outcome, outcome.whose ?? whoseOf(outcome))
      if (asked.has(outcome.key)) seen.add(outcome.key)
      if (outcome.state !== 'waiting' && asked.has(outcome.key)) told.add(outcome.key)
      if (outcome.notKept !== undefined) lost.push(notKeptInbox(source, outcome, outcome.notKept))
    }
    for (const entry of lost) await inbox.put({ ...entry, source, run: plan.run })
    if (learned === undefined) return
    for await (const rebase of plans.items(plan.id, 'rebases')) {
      const link = await links.read(source, rebase.key)
      if (link === null) continue
      await links.save({
        ...link,
        base: { ...link.base, ...rebase.base },
        sent: { ...link.sent, ...rebase.sent },
        structure: rebase.structure ?? link.structure,
        home: rebase.structure === undefined || rebase.structure === link.structure ? link.home : null,
        settled: rebase.settled,
        status: rebase.status,
        published: rebase.published,
        edited: rebase.edited ?? link.edited,
        suspension: rebase.suspension === undefined ? link.suspension : rebase.suspension,
        shown: rebase.shown ?? link.shown,
        retired: rebase.retired === null ? null : (link.retired ?? { at, ...rebase.retired }),
      })
    }
    const subjects = new Set(open.map(item => item.subject))
    const still = new Set(lost.map(entry => entry.subject))
    for await (const entry of plans.items(plan.id, 'inbox')) {
      await inbox.put({ ...entry, source, run: plan.run })
      if (subjects.has(entry.subject)) still.add(entry.subject)
    }
    const over = (key: string | null) => (key === null ? learned.whole === true : told.has(key))
    const isOver = ({ kind, key }: (typeof open)[number]) =>
      kind === 'correction' && key !== null ? seen.has(key) : over(key)
    for (const item of open) if (!still.has(item.subject) && isOver(item)) await inbox.resolve(item.id)
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
