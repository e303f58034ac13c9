import type { Clock } from '../../common/clock.ts'
import type { Logger } from '../../common/logger.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Change } from './changes.ts'
import { type Dependency, dependencyCondition, settle } from './dependency.ts'
import { alertLetter } from './letter.ts'
import type { Teller } from './tellers.ts'

/** Between two tries when nobody took the letter, milliseconds. */
const AGAIN_MS = 60_000

/**
 * A process that watches and starts while Postgres is away knows nothing of what was told before: it tells once, when it has waited long
 * enough, and notes it in the ledger when that is there, so that the watch tells the recovery.
 */
export function startWithoutLedger(deps: { tellers: readonly Teller[]; clock: Clock; log: Logger; portal: string }) {
  const { tellers, clock, log } = deps
  let state: Dependency = { standing: 'good', since: clock.now(), doubt: null }
  let told: Change | null = null
  let tried = Number.NEGATIVE_INFINITY
  return {
    /** Another try found nobody. */
    async away(): Promise<void> {
      state = settle(state, 'away', clock.now())
      const now = clock.now().getTime()
      if (state.standing === 'good' || told !== null || now - tried < AGAIN_MS) return
      tried = now
      const change: Change = { ...dependencyCondition('postgres', state), before: 'good' }
      const letter = { ...alertLetter([change], deps.portal), at: clock.now().toISOString(), changes: [change] }
      const results = await Promise.allSettled(tellers.map(teller => teller.tell(letter)))
      for (const [n, result] of results.entries())
        if (result.status === 'rejected') log.error({ by: tellers[n]?.name }, 'alert not told')
      if (results.some(result => result.status === 'fulfilled')) told = change
    },
    async there({ alerts }: Pick<Ledger, 'alerts'>): Promise<void> {
      if (told !== null) await alerts.tell(told)
    },
  }
}
