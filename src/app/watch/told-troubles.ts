import type { Ledger } from '../../ledger/ledger.ts'
import { type DependencyId, type DependencyStanding, dependencyName } from './dependency.ts'
import { ALERT_ACTION } from './keep-watch.ts'

/** What the watch told last of each dependency, when it is not that all is well: French, with what to do. @param ids those of this installation */
export async function toldTroubles(ledger: Pick<Ledger, 'events'>, ids: readonly DependencyId[]): Promise<string[]> {
  const found = await Promise.all(
    ids.map(async id => {
      const [told] = await ledger.events.list({ action: ALERT_ACTION, key: id, limit: 1 })
      if (told === undefined) return []
      const { standing, message } = told.detail as { standing: DependencyStanding; message: string }
      return standing === 'good' ? [] : [`${dependencyName(id)} : ${message}`]
    }),
  )
  return found.flat()
}
