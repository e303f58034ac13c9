import type { Finding } from './normalised-offer.ts'

/** Told when sentences that name persons were taken out of a field; none were: nothing. */
export function tellNamesRemoved(field: string, removed: number): Finding[] {
  if (removed === 0) return []
  const what =
    removed === 1
      ? 'Une phrase qui nomme une personne a été retirée'
      : `${removed} phrases qui nomment des personnes ont été retirées`
  return [
    {
      code: 'nom-de-personne-retire',
      field,
      severity: 'info',
      message: `${what} : une offre n’en publie pas.`,
    },
  ]
}
