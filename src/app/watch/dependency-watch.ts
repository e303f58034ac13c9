import type { Clock } from '../../common/clock.ts'
import { within } from '../../queue/within.ts'
import { type Dependency, type DependencyId, dependencyCondition, settle } from './dependency.ts'
import type { Condition, DependencyStanding } from './standing.ts'

/** How one dependency is asked. */
export interface Probe {
  id: DependencyId
  /** Between two questions while all is as it was, milliseconds; when something else is seen it is asked at every look. */
  everyMs: number
  /** Must answer within seconds. Null: it could not be asked. Never throws. */
  ask(): Promise<DependencyStanding | null>
}

/** What is known of the dependencies, in the memory of the process that watches: it is there when the ledger itself is away. */
export interface DependencyWatch {
  /** Asks those whose turn it is. One that is slow to answer (DORA waits for its turn in a shared quota) holds no other's news back: it counts from the next look on. */
  look(): Promise<void>
  /** Of those that were seen as they stand. */
  conditions(): Condition[]
  /** What the last question saw; null when it was never asked or could not be. */
  seen(id: DependencyId): DependencyStanding | null
}

/** How long a look waits for answers, milliseconds: somewhat longer than Redis and Postgres are given to answer. */
const PATIENCE_MS = 6000

export function watchDependencies(
  probes: readonly Probe[],
  clock: Clock,
  patienceMs: number = PATIENCE_MS,
): DependencyWatch {
  const states = new Map<DependencyId, Dependency>()
  const asked = new Map<DependencyId, number>()
  const waitedFor = new Set<DependencyId>()
  /** Of which this process knows how they stand: just started, it takes back nothing that was told before it. */
  const sure = new Set<DependencyId>()
  const sights = new Map<DependencyId, DependencyStanding | null>()
  const stateOf = (id: DependencyId): Dependency =>
    states.get(id) ?? { standing: 'good', since: clock.now(), doubt: null }

  async function ask({ id, everyMs, ask }: Probe): Promise<void> {
    const state = stateOf(id)
    const now = clock.now().getTime()
    const quiet = state.doubt === null && state.standing === 'good'
    const last = asked.get(id)
    if (waitedFor.has(id) || (quiet && last !== undefined && now - last < everyMs)) return
    asked.set(id, now)
    waitedFor.add(id)
    const seen = await ask().finally(() => waitedFor.delete(id))
    sights.set(id, seen)
    const next = settle(state, seen, clock.now())
    if (next.standing === seen) sure.add(id)
    states.set(id, next)
  }

  return {
    look: async () => void (await within(patienceMs, Promise.all(probes.map(ask)))),
    conditions: () => probes.filter(({ id }) => sure.has(id)).map(({ id }) => dependencyCondition(id, stateOf(id))),
    seen: id => sights.get(id) ?? null,
  }
}
