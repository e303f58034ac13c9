import { frenchCount, frenchNumber } from '../common/french.ts'
import type { Counts } from '../ledger/plan.ts'
import type { Shown } from '../ledger/run-report.ts'
import { PLANNED_STATES } from './statuses.ts'

/**
 * «12 offres vues : 3 créées, 9 inchangées»; of what is not done yet, «3 à créer».
 * @param setAside how many of the rejected were set aside on purpose; `unknown` says a word that holds for both
 */
export function countsSentence(counts: Counts, setAside: number | 'unknown' = 0, planned = false): string {
  const toDo = (state: keyof typeof PLANNED_STATES) => `${frenchNumber(counts[state])} ${PLANNED_STATES[state].word}`
  const rejected = counts.rejected - (setAside === 'unknown' ? 0 : setAside)
  const parts = [
    counts.created && (planned ? toDo('created') : frenchCount(counts.created, 'créée')),
    counts.updated && (planned ? toDo('updated') : frenchCount(counts.updated, 'mise à jour', 'mises à jour')),
    counts.unchanged && frenchCount(counts.unchanged, 'inchangée'),
    counts.conflicts && frenchCount(counts.conflicts, 'en conflit', 'en conflit'),
    rejected &&
      (setAside === 'unknown'
        ? frenchCount(rejected, 'non retenue', 'non retenues')
        : frenchCount(rejected, 'rejetée')),
    setAside !== 'unknown' && setAside && frenchCount(setAside, 'écartée exprès', 'écartées exprès'),
    counts.waiting && frenchCount(counts.waiting, 'en attente', 'en attente'),
    counts.retired && (planned ? toDo('retired') : frenchCount(counts.retired, 'retirée')),
  ].filter(part => typeof part === 'string')
  const seen = frenchCount(counts.seen, 'offre vue', 'offres vues')
  return parts.length === 0 ? seen : `${seen} : ${parts.join(', ')}`
}

/** «12 publiées dans DORA, dont 9 visibles du public (2 sans membre dans leur structure, 1 terminée)». */
export function shownSentence({ published, visible, unknown, hidden }: Shown): string {
  const parts = [
    hidden.orphan && `${frenchCount(hidden.orphan, 'cachée', 'cachées')} : structure sans membre dans DORA`,
    hidden.obsolete && `${frenchCount(hidden.obsolete, 'cachée', 'cachées')} : structure obsolète`,
    hidden.over && frenchCount(hidden.over, 'terminée', 'terminées'),
    unknown && `${frenchCount(unknown, 'dont DORA ne dit rien', 'dont DORA ne dit rien')} à ce compte`,
  ].filter(part => typeof part === 'string')
  const head = `${frenchCount(published, 'publiée', 'publiées')} dans DORA, dont ${frenchCount(visible, 'visible', 'visibles')} du public`
  return parts.length === 0 ? head : `${head} (${parts.join(' ; ')})`
}
