import type { Statement, Typed } from '../../normalise/statements/statement.ts'
import { sameValue } from './corrections.ts'

/**
 * Answers that somebody corrected already and that the offer, as it was last read, does not show yet: by field, the latest of each. Pure.
 * @param said about that offer, the latest first
 * @param current the answers of the form, by field
 */
export function alreadyCorrected(said: readonly Pick<Statement, 'state' | 'body'>[], current: Typed): Typed {
  const found: Typed = {}
  for (const { state, body } of said) {
    if (body.kind !== 'correction' || (state !== 'open' && state !== 'accepted')) continue
    for (const [field, { after }] of Object.entries(body.fields)) found[field] ??= after
  }
  return Object.fromEntries(
    Object.entries(found).filter(
      ([field, after]) => field in current && !sameValue(field, after, current[field] ?? ''),
    ),
  )
}
