import type { Run } from '../../ledger/runs.ts'

/** A run that was asked for on the command line outside the site's hours: it read nothing, and there is nothing to mend. */
export function outsideHours(run: Pick<Run, 'outcome'>): boolean {
  return run.outcome?.state === 'failed' && run.outcome.code === 'hors-fenetre'
}
