import type { Ledger } from '../../ledger/ledger.ts'
import { type DependencyId, dependencyName } from './dependency.ts'

/** What the watch told last of each dependency, when it is not that all is well: French, with what to do. @param ids those of this installation */
export async function toldTroubles(ledger: Pick<Ledger, 'alerts'>, ids: readonly DependencyId[]): Promise<string[]> {
  const told = new Map((await ledger.alerts.list()).map(alert => [alert.subject, alert]))
  return ids.flatMap(id => {
    const alert = told.get(id)
    return alert === undefined || alert.standing === 'good' ? [] : [`${dependencyName(id)} : ${alert.message}`]
  })
}
