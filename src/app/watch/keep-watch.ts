import type { Clock } from '../../common/clock.ts'
import type { Logger } from '../../common/logger.ts'
import { type Dialect, isSaidElsewhere } from '../../dora/dialect.ts'
import { FIELDS, SERVICE_FIELDS } from '../../dora/service-fields.ts'
import { LeaseLost } from '../../ledger/leases.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { QueueState } from '../../queue/job-runner.ts'
import { type ConditionPorts, readConditions, subjectOf } from '../../schedule/read-conditions.ts'
import { type Change, changes } from './changes.ts'
import type { DependencyWatch } from './dependency-watch.ts'
import { alertLetter } from './letter.ts'
import { queueWords, sourceWords } from './source-words.ts'
import type { Condition, Standing } from './standing.ts'
import type { Teller } from './tellers.ts'

/** Between two looks, milliseconds. */
const LOOK_MS = 60_000
/** Only one process watches; another takes over when it says nothing for this long, milliseconds. */
const LEASE_MS = 3 * LOOK_MS
/** After the ledger's return, looks that a process which was silent leaves to the one that was not. */
const LOOKS_ASIDE = 2

export interface WatchDeps extends ConditionPorts {
  ledger: Pick<Ledger, 'leases' | 'alerts'> & ConditionPorts['ledger']
  queue(): Promise<QueueState>
  dependencies: DependencyWatch
  /** What DORA takes from this account, as last learnt. Default: not watched. */
  dialect?: () => Promise<Dialect>
  tellers: readonly Teller[]
  clock: Clock
  log: Logger
  portal: string
  /** Name of this process, for people. */
  holder: string
}

/**
 * Looks every minute at how each source and each dependency stands and tells what changed. What was told is in the ledger, so
 * that a restart tells nothing twice; what could not be told by anybody is told again at the next look.
 *
 * The letter leaves from this process straight to the mail server or the webhook: it needs neither Redis nor the ledger. While the ledger
 * is away, the process that held the watch last goes on alone with what it remembers, and writes down what it told once the
 * ledger is back; the others stay silent, so that nobody is told twice. Held means held by its own clock: a process that was too slow to
 * prolong its lease in time stays silent too, since another may have taken it.
 */
export async function keepWatch(deps: WatchDeps, stop: AbortSignal): Promise<void> {
  const { ledger, clock, log, dependencies } = deps
  const watch = createWatch(deps)
  let lease: Awaited<ReturnType<Ledger['leases']['acquire']>> = null
  /** Until when nobody else can have taken the lease, milliseconds of our clock. */
  let ours = 0
  let alone = false
  /** Looks to let pass before taking the lease: who told alone first writes down what it told, or it would be told again. */
  let aside = 0
  while (!stop.aborted) {
    try {
      await dependencies.look()
      if (ledgerAway(dependencies)) {
        // Whose lease had run out when the ledger went may have been replaced without knowing it.
        alone ||= lease !== null && clock.now().getTime() < ours
        if (alone) await watch.lookAlone()
        else aside = LOOKS_ASIDE
      } else if (lease === null && aside > 0) {
        aside -= 1
      } else {
        alone = false
        await watch.writeDown()
        const asked = clock.now().getTime()
        if (lease === null) lease = await ledger.leases.acquire('veille', deps.holder, LEASE_MS)
        else await lease.hold()
        ours = asked + LEASE_MS
        if (lease !== null) await watch.look()
      }
    } catch (error) {
      // Another process took over; any other fault may be a ledger that is going away: what we hold, we hold until told otherwise.
      if (error instanceof LeaseLost) lease = null
      log.warn({ err: error }, 'the watch could not look')
    }
    await clock.sleep(LOOK_MS, stop).catch(() => undefined)
  }
  await lease?.release().catch(() => undefined)
}

/** As the last question saw it: asking more of a ledger that is away would only wait. */
const ledgerAway = (dependencies: DependencyWatch): boolean => (dependencies.seen('postgres') ?? 'good') !== 'good'

/** What one process tells, and remembers having told. */
export function createWatch(deps: WatchDeps) {
  const { ledger, clock, log, tellers, dependencies } = deps
  /** Standing last told, by subject; absent: `good`. The ledger's, and what was told since it is away. */
  let told: Map<string, Standing> = new Map()
  /** Told while the ledger was away, oldest first. */
  const unwritten: { told: Change; at: string }[] = []

  async function tell(changed: readonly Change[]): Promise<boolean> {
    const letter = { ...alertLetter(changed, deps.portal), at: clock.now().toISOString(), changes: changed }
    for (const { subject, before, standing } of changed) log.warn({ subject, before, standing }, 'state changed')
    const results = await Promise.allSettled(tellers.map(teller => teller.tell(letter)))
    for (const [n, result] of results.entries())
      if (result.status === 'rejected')
        log.error({ by: tellers[n]?.name, reason: kindOf(result.reason) }, 'alert not told')
    return tellers.length === 0 || results.some(result => result.status === 'fulfilled')
  }

  return {
    /** One look with the ledger. */
    async look(): Promise<void> {
      const conditions = [...(await conditionsNow(deps)), ...dependencies.conditions()]
      told = await alreadyTold(ledger)
      const changed = changes(conditions, told)
      if (changed.length === 0 || !(await tell(changed))) return
      for (const change of changed) await ledger.alerts.tell(change)
    },
    /** One look while the ledger is away: what is left to look at are the dependencies. */
    async lookAlone(): Promise<void> {
      const changed = changes(dependencies.conditions(), told)
      if (changed.length === 0 || !(await tell(changed))) return
      for (const change of changed) {
        told.set(change.subject, change.standing)
        unwritten.push({ told: change, at: clock.now().toISOString() })
      }
    },
    /** The ledger is back: what was told meanwhile goes in it. */
    async writeDown(): Promise<void> {
      for (let [first] = unwritten; first !== undefined; [first] = unwritten) {
        await ledger.alerts.tell(first.told, first.at)
        unwritten.shift()
      }
    },
  }
}

async function conditionsNow(deps: WatchDeps): Promise<Condition[]> {
  await deps.ledger.alerts.meet(deps.sources.map(({ id }) => subjectOf(id)))
  const sources = (await readConditions(deps, deps.clock.now())).map(sourceWords)
  const queue = await deps.queue().catch(() => null)
  // A DORA that is away is told as such, and says nothing of its fields.
  const dialect = (await deps.dialect?.().catch(() => null)) ?? null
  const fields = dialect === null ? [] : fieldConditions(dialect)
  return [...sources, ...(queue === null ? [] : [queueWords(queue.dead)]), ...fields]
}

async function alreadyTold(ledger: WatchDeps['ledger']): Promise<Map<string, Standing>> {
  return new Map((await ledger.alerts.list()).map(({ subject, standing }) => [subject, standing as Standing]))
}

/** Never its words: they carry the webhook's address, which is a secret. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}

/** Fields of DORA, each as something that is watched: one that it no longer takes, or that is new, is told once. A DORA that says nothing of its fields gives none. */
function fieldConditions(dialect: Dialect): Condition[] {
  if (!dialect.known) return []
  const known = FIELDS.map((field): Condition => {
    const how = isSaidElsewhere(field, dialect) ? undefined : dialect.unwritable[field]
    return {
      subject: `champ:${field}`,
      name: `DORA, champ « ${SERVICE_FIELDS[field].label} »`,
      standing: how === undefined ? 'good' : 'closed',
      message:
        how === undefined
          ? 'DORA le prend.'
          : `${how === 'absent' ? 'DORA ne l’a plus' : 'DORA ne le laisse plus écrire par ce compte'} : le robot écrit le reste et le dit sur chaque offre. À faire : lancer dora-sync doctor, qui dit comment corriger.`,
    }
  })
  const appeared = dialect.appeared.map(
    (key): Condition => ({
      subject: `champ:${key}`,
      name: `DORA, champ « ${key} »`,
      standing: 'new',
      message:
        'Le robot ne le connaît pas encore et n’y écrit pas. À faire : mettre dora-sync à jour quand une version le connaît.',
    }),
  )
  return [...known, ...appeared]
}
