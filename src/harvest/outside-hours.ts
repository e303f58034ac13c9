import type { Outcome } from './connector.ts'

/** A reading that was asked for outside the site's hours: nothing was read, and there is nothing to mend. */
export function outsideHours(outcome: Outcome | null): boolean {
  return outcome?.state === 'failed' && outcome.code === 'hors-fenetre'
}
