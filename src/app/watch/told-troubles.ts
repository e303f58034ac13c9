import type { Ledger } from '../../ledger/ledger.ts'
import { type DependencyId, dependencyName } from './dependency.ts'

/** What the watch told last of each dependency, when it is not that all is well: French, with what to do. @param ids those of this installation */
export async function toldTroubles(
  ledger: Pick<Ledger, 'alerts' | 'whileStill'>,
  ids: readonly DependencyId[],
): Promise<string[]> {
  if (ids.length === 0) return []
  const alerts = await ledger.whileStill('what the watch told', () => ledger.alerts.list())
  const told = new Map(alerts.map(alert => [alert.subject, alert]))
  return ids.flatMap(id => {
    const alert = told.get(id)
    return alert === undefined || alert.standing === 'good' ? [] : [`${dependencyName(id)} : ${alert.message}`]
  })
}
