import type { Rejection } from '../common/rejection.ts'
import { workerName } from '../common/worker-name.ts'
import type { DoraWriter } from '../dora/port.ts'
import type { Outcome } from '../harvest/connector.ts'
import { isNotice } from '../harvest/is-notice.ts'
import type { Lease } from '../ledger/leases.ts'
import type { PlanHead } from '../ledger/plan.ts'
import type { RunReport } from '../ledger/run-report.ts'
import type { FinalState } from '../ledger/runs.ts'
import { carryOut } from './carry-out.ts'
import { closeBroken, closeRun } from './close-run.ts'
import { stopWords } from './heed-stop.ts'
import { heldBack, simulated } from './held-plan.ts'
import { IncomingOffers } from './incoming.ts'
import { saysNothing } from './partner-said.ts'
import { patientPorts } from './patient-ports.ts'
import { type PlanSourceInput, planSource } from './plan-source.ts'
import type { PassPorts, SourceEntry } from './ports.ts'
import { type Reading, withoutAddress } from './read-source.ts'
import type { Reported } from './report.ts'
import { withSourceLease } from './source-lease.ts'
import { takeIn } from './take-in.ts'
import { unknownInbox } from './unknown-inbox.ts'

/** Which source, and who or what asked: `horaire`, `commande`, or a person. Dry: plan only, nothing is written to DORA. */
export interface PassAsked {
  source: string
  trigger: string
  dry: boolean
  /** Names the passes that were asked for together; absent: this one alone. */
  batch?: string
}

/** One pass over one source, as the run report prints it. */
export interface PassReport {
  source: string
  name: string
  run: string | null
  plan: string | null
  /** `busy`: another worker is on it; `skipped`: nothing to push, because it is a directory, has no address and no word of its partner, or its partner asked not to be read. */
  state: FinalState | 'busy' | 'skipped'
  outcome: Outcome | null
  report: RunReport | null
  rejections: Rejection[]
  /** French; null when everything went through. */
  message: string | null
}

/** A pass that has read nothing (yet). */
export function emptyReport(
  { config }: Pick<SourceEntry, 'config'>,
  rest: Pick<PassReport, 'state' | 'message'> & Partial<PassReport>,
): PassReport {
  const nothing = { run: null, plan: null, outcome: null, report: null, rejections: [] }
  return { source: config.id, name: config.name, ...nothing, ...rest }
}

/**
 * The whole arrow for one source, under its lease: read → add what its partner said → translate → plan → apply → report.
 * @param stop aborted: nothing more is written, and the run is left to the next one
 * @throws LeaseLost; Error in French when the source is not configured; any fault of ours
 */
export async function passOver(asked: PassAsked, ports: PassPorts, stop?: AbortSignal): Promise<PassReport> {
  const entry = ports.sources.find(({ config }) => config.id === asked.source)
  if (!entry) throw new Error(`La source « ${asked.source} » n’existe pas ou sa configuration est à corriger.`)
  const asksToStop = await ports.ledger.stops.standing(entry.config.partner)
  if (asksToStop !== null) return emptyReport(entry, { state: 'skipped', message: stopWords(asksToStop) })
  if (await saysNothing(entry.config, ports))
    return emptyReport(entry, { state: 'skipped', message: withoutAddress(entry.config.name) })
  const work = (lease: Lease) => fromSourceToDora(entry, asked, patientPorts(ports, lease), lease)
  const held = await withSourceLease(ports.ledger, asked.source, workerName(), work, stop)
  if (!held.busy) return held.result
  return emptyReport(entry, { state: 'busy', message: 'Un autre passage sur cette source est en cours.' })
}

async function fromSourceToDora(
  entry: SourceEntry,
  { trigger, dry, batch }: PassAsked,
  ports: PassPorts,
  lease: Lease,
): Promise<PassReport> {
  const { config, fingerprint } = entry
  const { ledger, dora, clock, newId } = ports
  const run = await ledger.runs.begin(config.id, trigger, fingerprint)
  const log = ports.log.child({ run, source: config.id })
  log.info('run begins')
  using incoming = new IncomingOffers()
  let reading: Reading
  try {
    reading = await takeIn(entry, incoming, ports, lease)
  } catch (error) {
    return emptyReport(entry, { run, ...(await closeBroken(ledger, run, { outcome: null, plan: null }, error)) })
  }
  const { outcome, rejections } = reading
  if (config.role === 'structures') {
    const { state, message } = endOfDirectory(reading)
    await ledger.runs.finish(run, { state, message, outcome, report: null, plan: null })
    return emptyReport(entry, { run, outcome, rejections, message, state: state === 'failed' ? state : 'skipped' })
  }
  const { plan, ...result } = await planAndApply({
    run,
    source: config.id,
    policy: config.policy,
    outcome,
    incoming,
    inbox: unknownInbox(reading.unknown),
    configuration: fingerprint,
    departments: dora.departments,
    ledger,
    reader: dora.reader,
    reach: () => dora.reader.options(),
    // The plan holds a structure only when the policy or a person said yes; the département fence stays.
    writer: dora.writer({ createStructures: true }),
    clock,
    newId,
    quota: dora.quota,
    lease,
    dry,
    batch: batch ?? null,
  })
  log.info({ state: result.state, counts: result.report?.counts }, 'run ends')
  return emptyReport(entry, { run, outcome, rejections, ...result, plan: plan?.id ?? null })
}

/** A directory is read for the structures it names; it pushes nothing. */
function endOfDirectory({ outcome, structures }: Reading): { state: 'failed' | 'succeeded'; message: string } {
  if (outcome.state === 'failed') return { state: 'failed', message: outcome.message }
  return { state: 'succeeded', message: `${structures} structures lues dans l’annuaire ; rien n’est poussé.` }
}

export interface PlanAndApplyInput extends PlanSourceInput {
  writer: DoraWriter
  /** The source's lease (`withSourceLease`). */
  lease: Pick<Lease, 'hold' | 'signal'>
  /** Plan only, whatever the policy: the run ends as `simulated`. */
  dry?: boolean
}

export interface PassResult {
  plan: PlanHead | null
  report: RunReport | null
  state: FinalState
  /** French; null when everything went through. */
  message: string | null
}

/**
 * From what the source said to DORA: plan, hold or apply, learn, and close the run (opened by `ledger.runs.begin`) in its one final state.
 * @throws LeaseLost, and errors that are no answer of DORA; the run is then closed as `interrupted` or `failed` where that is still ours to say
 */
export async function planAndApply(input: PlanAndApplyInput): Promise<PassResult> {
  const { ledger, run, outcome } = input
  try {
    const { from, ...result } = await planned(input)
    await closeRun(ledger, run, { ...result, outcome, plan: result.plan?.id ?? null }, from)
    return result
  } catch (error) {
    return { plan: null, report: null, ...(await closeBroken(ledger, run, { outcome, plan: null }, error)) }
  }
}

async function planned(input: PlanAndApplyInput): Promise<PassResult & { from: Reported | null }> {
  const { ledger, outcome, source } = input
  if (outcome.state === 'failed')
    return { plan: null, report: null, state: 'failed', message: outcome.message, from: null }
  const approved = await ledger.plans.heads({ source, states: ['approved'] })
  const decided = approved.find(plan => plan.hold !== 'undo')
  const plan = await planSource(input)
  if (input.dry === true) return { plan, ...(await simulated(plan, decided !== undefined, ledger)) }
  if (plan.quarantine !== null) return { plan, ...(await heldBack(plan, plan.quarantine, input)) }
  await ledger.inbox.sweep(source, ['quarantine'], new Set())
  const applied = await carryOut({ ...input, plan })
  if (applied.state === 'interrupted') return { plan, ...applied }
  if (outcome.state !== 'partial') return { plan, ...applied, message: null }
  // Only what is told of the document: all that it shows was read, as a feed of the latest items will be next time too.
  if (outcome.reasons.length > 0 && outcome.reasons.every(isNotice))
    return {
      plan,
      ...applied,
      message: 'La source ne montre que ses derniers éléments ; ce qui n’y est plus n’a pas été retiré.',
    }
  const message = 'La source n’a été lue qu’en partie ; rien n’a été retiré.'
  return { plan, ...applied, state: applied.state === 'succeeded' ? 'partly' : applied.state, message }
}
