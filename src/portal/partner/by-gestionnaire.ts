import type { Statement } from '../../normalise/statements/statement.ts'

/** Whether the gestionnaire wrote it down for the partner, and not the partner: a call they noted, or what they accepted as they said it. Pure. */
export function isByGestionnaire({ body, by, noted, state, decidedBy }: Omit<Statement, 'id'>): boolean {
  if (noted) return true
  // What an older version wrote down.
  if (body.kind === 'confirmation') return body.call !== undefined
  if (body.kind === 'stop') return false
  return (state === 'accepted' || state === 'revoked') && decidedBy === by
}
