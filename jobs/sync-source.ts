import { hostname } from 'node:os'
import { z } from 'zod'
import type { App, SourceEntry } from '../src/app/app.ts'
import { needsOptions, translateOffer } from '../src/app/desired.ts'
import { hasSomethingToRead } from '../src/app/partner-words.ts'
import { type Reading, readOffers, withoutAddress } from '../src/app/read-offers.ts'
import { unknownInbox } from '../src/app/unknown-inbox.ts'
import { breathe } from '../src/common/breathe.ts'
import type { Rejection } from '../src/common/rejection.ts'
import { DoraError } from '../src/dora/port.ts'
import type { DoraOptions } from '../src/dora/wire.ts'
import type { Outcome } from '../src/harvest/connector.ts'
import type { Lease } from '../src/ledger/leases.ts'
import type { FinalState } from '../src/ledger/runs.ts'
import type { JobDefinition } from '../src/queue/job-runner.ts'
import { IncomingOffers } from '../src/sync/incoming.ts'
import { syncSource as carry, withSourceLease } from '../src/sync/run.ts'
import type { RunReport } from '../src/sync/run-report.ts'
import { untilStopped } from '../src/sync/until-stopped.ts'

export const SyncPayload = z.strictObject({
  source: z.string(),
  /** Who or what asked, for the history: `horaire`, `commande`, or a person. */
  trigger: z.string(),
  /** Plan only: nothing is written to DORA. */
  dry: z.boolean().default(false),
})
export type SyncPayload = z.input<typeof SyncPayload>

/** One pass over one source, as the run report prints it. */
export interface SyncReport {
  source: string
  name: string
  run: string | null
  plan: string | null
  /** `busy`: another worker is on it; `skipped`: nothing to push, because it is a directory, or has no address and no word of its partner. */
  state: FinalState | 'busy' | 'skipped'
  outcome: Outcome | null
  report: RunReport | null
  rejections: Rejection[]
  /** French; null when everything went through. */
  message: string | null
}

/**
 * The whole arrow for one source: harvest, normalise, translate, plan, apply what policy allows, report.
 * One job and not four: what passes between the steps are records, which never go through a queue, and starting again costs only conditional requests.
 */
export function syncSourceJob(app: App): JobDefinition<z.output<typeof SyncPayload>, SyncReport> {
  return {
    name: 'sync-source',
    payload: SyncPayload,
    async run({ source, trigger, dry }, signal) {
      const entry = app.sources.find(candidate => candidate.config.id === source)
      if (!entry) throw new Error(`La source «\u00A0${source}\u00A0» n’existe pas ou sa configuration est à corriger.`)
      const nothing = {
        source,
        name: entry.config.name,
        run: null,
        plan: null,
        outcome: null,
        report: null,
        rejections: [],
      }
      if (!(await hasSomethingToRead(app, entry)))
        return { ...nothing, state: 'skipped', message: withoutAddress(entry.config.name) }
      const holder = `${hostname()} ${process.pid}`
      const work = await withSourceLease(app.ledger, source, holder, lease =>
        pass(app, entry, { trigger, dry, signal, lease: untilStopped(lease, signal) }),
      )
      if (!work.busy) return work.result
      return { ...nothing, state: 'busy', message: 'Un autre passage sur cette source est en cours.' }
    },
  }
}

interface Pass {
  trigger: string
  dry: boolean
  signal: AbortSignal
  lease: Pick<Lease, 'hold'>
}

async function pass(app: App, entry: SourceEntry, { trigger, dry, signal, lease }: Pass): Promise<SyncReport> {
  const { config, fingerprint } = entry
  const { ledger, clock, newId, dora } = app
  const run = await ledger.runs.begin(config.id, trigger, fingerprint)
  const log = app.log.child({ run, source: config.id })
  log.info('run begins')
  using incoming = new IncomingOffers()
  const read = await whileHeld(lease, signal, held => takeIn(app, entry, incoming, held)).catch(async error => {
    if (!(error instanceof DoraError)) throw error
    const message = `DORA n’a pas pu être lu\u00A0: ${error.message}`
    await ledger.runs.finish(run, { state: 'failed', outcome: null, report: null, plan: null, message })
    return { failed: message }
  })
  if ('failed' in read) {
    return {
      source: config.id,
      name: config.name,
      run,
      plan: null,
      state: 'failed',
      outcome: null,
      report: null,
      rejections: [],
      message: read.failed,
    }
  }
  const { reading } = read
  const common = { source: config.id, name: config.name, run, outcome: reading.outcome, rejections: reading.rejections }
  if (config.role === 'structures') {
    const failed = reading.outcome.state === 'failed'
    const message =
      failed && 'message' in reading.outcome
        ? reading.outcome.message
        : `${reading.structures} structures lues dans l’annuaire\u00A0; rien n’est poussé.`
    await ledger.runs.finish(run, {
      state: failed ? 'failed' : 'succeeded',
      outcome: reading.outcome,
      report: null,
      plan: null,
      message,
    })
    return { ...common, plan: null, state: failed ? 'failed' : 'skipped', report: null, message }
  }
  const result = await carry({
    run,
    source: config.id,
    policy: config.policy,
    outcome: reading.outcome,
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
    quota: app.settings.DORA_QUOTA,
    lease,
    dry,
  })
  log.info({ state: result.state, counts: result.report?.counts }, 'run ends')
  return {
    ...common,
    plan: result.plan?.id ?? null,
    state: result.state,
    report: result.report,
    message: result.message,
  }
}

/** Offers translated between two breaths. */
const AT_ONCE = 200

/** Reads the source, then puts each of its offers aside as DORA should show it. DORA's référentiels are read only when an offer is spelled by them. */
async function takeIn(
  app: App,
  { config, ...entry }: SourceEntry,
  incoming: IncomingOffers,
  signal: AbortSignal,
): Promise<{ reading: Omit<Reading, 'offers'> }> {
  const reading = await readOffers(app, { config, ...entry }, signal)
  try {
    let options: DoraOptions | null = null
    let taken = 0
    for (const offer of reading.offers) {
      if (options === null && needsOptions(offer)) options = await app.dora.reader.options()
      const { desired, record } = translateOffer(offer, config, reading.version, options)
      incoming.add(desired, record)
      taken += 1
      if (taken % AT_ONCE === 0) await breathe()
    }
    for (const rejection of reading.rejections) incoming.reject(rejection)
    return { reading }
  } finally {
    reading.close()
  }
}

/** Shows every minute that we are still there; a reading whose lease was taken over stops. */
async function whileHeld<T>(
  lease: { hold(): Promise<void> },
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const lost = new AbortController()
  const beat = setInterval(() => void lease.hold().catch(error => lost.abort(error)), 60_000)
  try {
    const result = await work(AbortSignal.any([signal, lost.signal]))
    await lease.hold()
    return result
  } finally {
    clearInterval(beat)
  }
}
