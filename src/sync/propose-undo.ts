import type { Clock } from '../common/clock.ts'
import { frenchDateTime } from '../common/french.ts'
import type { NewId } from '../common/ids.ts'
import { personName } from '../common/person-name.ts'
import type { DoraService } from '../dora/port.ts'
import type { Ledger, Shelves } from '../ledger/ledger.ts'
import type { LoggedOperation } from '../ledger/operations.ts'
import type { OfferOutcome, Operation, Plan } from '../ledger/plan.ts'
import { Tally } from './counts.ts'
import { contentOf } from './refused-values.ts'
import { type Inverse, undoOperation } from './undo.ts'

/** What is to be taken back: all that a plan wrote, or one write. */
export type UndoAsked = { plan: string } | { operation: string }

/** What taking it back would do, as DORA stands now. Nothing is stored yet. */
export interface UndoPreview {
  source: string
  /** Run that wrote it. */
  run: string
  /** One a write, the latest first. */
  inverses: (Inverse & { logged: LoggedOperation })[]
}

export interface UndoPorts {
  ledger: Ledger
  /** The service as DORA shows it now; null when it cannot be read. @throws DoraError when DORA is away */
  shown(slug: string): Promise<DoraService | null>
}

/** More writes than any plan of one source has. */
const MOST = 100_000
/** Requests of one operation: see `planSource`. */
const REQUESTS = 2

/**
 * @param cut an adoption that is taken back: the offer lets the service go
 * @returns null when there is no such plan or write
 * @throws DoraError when DORA cannot be read
 */
export async function previewUndo(asked: UndoAsked, cut: boolean, ports: UndoPorts): Promise<UndoPreview | null> {
  const { ledger } = ports
  const logged = await writesOf(asked, ledger)
  const [first] = logged
  if (first === undefined) return null
  const inverses: UndoPreview['inverses'] = []
  for (const one of logged) {
    const link = await ledger.links.read(one.source, one.key)
    const actual = one.slug === null || one.kind === 'create-structure' ? null : await ports.shown(one.slug)
    const letGo = cut && one.kind === 'adopt' ? { content: await contentTaken(one, ledger) } : null
    inverses.push({ logged: one, ...undoOperation({ logged: one, link, actual, cut: letGo }) })
  }
  return { source: first.source, run: first.run, inverses }
}

/**
 * Stores what takes a write back as a plan of its source, bound to what DORA holds now: seen field by field and approved like any other.
 * @returns id of the plan; null when nothing can be taken back
 */
export async function proposeUndo(
  { source, run, inverses }: UndoPreview,
  by: string,
  { ledger, clock, newId, quota = 120 }: { ledger: Ledger; clock: Clock; newId: NewId; quota?: number },
): Promise<string | null> {
  const operations = inverses.flatMap(({ operation }): Operation[] =>
    operation === null ? [] : [{ id: newId('step'), ...operation }],
  )
  if (operations.length === 0) return null
  const outcomes = inverses.map(({ outcome }): OfferOutcome => outcome)
  const tally = new Tally()
  for (const outcome of outcomes) tally.count(outcome)
  const requests = operations.length * REQUESTS
  const at = inverses.map(({ logged }) => logged.intended).toSorted()[0] ?? ''
  const plan: Plan = {
    id: newId('plan'),
    run,
    source,
    createdAt: clock.now().toISOString(),
    // It rests on DORA alone: each of its operations says what it saw there.
    computedFrom: { configuration: '', desired: '', actual: '' },
    operations,
    outcomes,
    counts: tally.counts,
    requests,
    durationMs: Math.round((requests * 60_000) / quota),
    quarantine: `${personName(by)} annule ce que le robot a écrit le ${frenchDateTime(at)} : rien ne part sans un accord.`,
    hold: 'undo',
    state: 'proposed',
    approvedBy: null,
  }
  await ledger.transaction(async shelves => {
    await shelves.plans.save(plan)
    const [only] = inverses
    const key = inverses.length === 1 ? (only?.logged.key ?? null) : null
    await shelves.events.add({ actor: by, action: 'annulation-preparee', source, key, detail: { plan: plan.id } })
  })
  return plan.id
}

/** Latest first: what was written last goes first. */
async function writesOf(asked: UndoAsked, { operations }: Shelves): Promise<LoggedOperation[]> {
  if ('plan' in asked)
    return (await operations.list({ plan: asked.plan, limit: MOST })).filter(({ state }) => state === 'done')
  const one = await operations.read(asked.operation)
  return one === null ? [] : [one]
}

/** What the offer said when it took the service, from the plan that proposed it. */
async function contentTaken({ plan, key }: LoggedOperation, { plans }: Shelves): Promise<string | null> {
  for await (const { kind, key: of, work } of plans.items(plan, 'operations'))
    if (kind === 'adopt' && of === key) return work?.desired ? contentOf(work.desired) : null
  return null
}
