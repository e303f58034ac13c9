import type { Clock } from '../../common/clock.ts'
import type { Logger } from '../../common/logger.ts'
import type { SourceConfig } from '../../config/source.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { QueueState } from '../../queue/contract.ts'
import { type SourceTiming, scheduleOf } from '../timetable.ts'
import { changes } from './changes.ts'
import { type Condition, conditionOf, queueCondition, type Standing } from './condition.ts'
import { alertLetter } from './letter.ts'
import type { Teller } from './tellers.ts'

/** Between two looks, milliseconds. */
const LOOK_MS = 60_000
/** Only one process watches; another takes over when it says nothing for this long, milliseconds. */
const LEASE_MS = 3 * LOOK_MS
const ACTION = 'alerte'

export interface WatchDeps {
  ledger: Pick<Ledger, 'leases' | 'events' | 'listRuns' | 'sources'>
  sources: readonly SourceConfig[]
  timings(): Promise<readonly (SourceTiming & { at?: string })[]>
  queue(): Promise<QueueState>
  tellers: readonly Teller[]
  clock: Clock
  log: Logger
  portal: string
  /** Name of this process, for people. */
  holder: string
}

/**
 * Looks every minute at how each source stands and tells what changed. What was told is in the ledger's journal, so that a restart
 * tells nothing twice; what could not be told by anybody is told again at the next look.
 */
export async function keepWatch(deps: WatchDeps, stop: AbortSignal): Promise<void> {
  const { ledger, clock, log } = deps
  const began = clock.now()
  let lease: Awaited<ReturnType<Ledger['leases']['acquire']>> = null
  while (!stop.aborted) {
    try {
      if (lease === null) lease = await ledger.leases.acquire('veille', deps.holder, LEASE_MS)
      else await lease.hold()
      if (lease !== null) await look(deps, began)
    } catch (error) {
      lease = null
      log.warn({ err: error }, 'the watch could not look')
    }
    await clock.sleep(LOOK_MS, stop).catch(() => undefined)
  }
  await lease?.release().catch(() => undefined)
}

/** One look. @param began dates before it were not ours to keep for a source that never ran */
export async function look(deps: WatchDeps, began: Date): Promise<void> {
  const { ledger, clock, log, tellers } = deps
  const conditions = await conditionsNow(deps, began)
  const changed = changes(conditions, await alreadyTold(ledger))
  if (changed.length === 0) return
  const letter = { ...alertLetter(changed, deps.portal), at: clock.now().toISOString(), changes: changed }
  for (const { subject, before, standing } of changed) log.warn({ subject, before, standing }, 'state changed')
  const results = await Promise.allSettled(tellers.map(teller => teller.tell(letter)))
  for (const [n, result] of results.entries())
    if (result.status === 'rejected')
      log.error({ by: tellers[n]?.name, reason: kindOf(result.reason) }, 'alert not told')
  if (tellers.length > 0 && results.every(result => result.status === 'rejected')) return
  for (const { subject, standing, message } of changed)
    await ledger.events.add({
      actor: 'robot',
      action: ACTION,
      source: null,
      key: subject,
      detail: { standing, message },
    })
}

async function conditionsNow(deps: WatchDeps, began: Date): Promise<Condition[]> {
  const { ledger, clock } = deps
  const now = clock.now()
  const [memories, timings] = await Promise.all([ledger.sources.list(), deps.timings()])
  const memory = new Map(memories.map(each => [each.id, each]))
  const timing = new Map(timings.map(each => [each.source, each]))
  const sources = await Promise.all(
    deps.sources.map(async config => {
      const set = timing.get(config.id)
      const [lastRun] = await ledger.listRuns({ source: config.id, limit: 1 })
      const since = lastRun === undefined ? began : new Date(set?.at ?? 0)
      return conditionOf(
        {
          source: config.id,
          name: config.name,
          cron: scheduleOf(config, set),
          since,
          lastRun: lastRun ?? null,
          lastSuccess: memory.get(config.id)?.lastSuccess ?? null,
        },
        now,
      )
    }),
  )
  const queue = await deps.queue().catch(() => null)
  return queue === null ? sources : [...sources, queueCondition(queue.dead)]
}

async function alreadyTold(ledger: WatchDeps['ledger']): Promise<Map<string, Standing>> {
  const told = new Map<string, Standing>()
  // Latest first: the first word on a subject is the last that was told.
  for (const event of await ledger.events.list({ action: ACTION, limit: 5000 })) {
    const { standing } = event.detail as { standing: Standing }
    if (event.key !== null && !told.has(event.key)) told.set(event.key, standing)
  }
  return told
}

/** Never its words: they carry the webhook's address, which is a secret. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
