import type { Ledger } from '../ledger/ledger.ts'
import type { Operation } from '../ledger/plan.ts'
import { keysOf } from './patch.ts'
import { isOfferRefused, refusedOf, sayRefused, withoutRefused } from './refused-values.ts'

/** Why nothing is written: a person said no to some of it since the plan was made. Null: nobody did. */
export async function refusedSince(
  { source, key, kind, after, work }: Operation,
  { choices }: Pick<Ledger, 'choices'>,
): Promise<string | null> {
  // Taking a write back is a person's word on these very values: what they said before does not stand in its way.
  if (work?.undo) return null
  const refused = refusedOf(key, await choices.of(source, key))
  const said = kind === 'create' || kind === 'adopt' ? refused['*'] : undefined
  if (said !== undefined && work?.desired && isOfferRefused(work.desired, refused)) return sayRefused(said)
  if (keysOf(withoutRefused(after, refused)).length === keysOf(after).length) return null
  return 'Une personne a refusé une partie de ce changement depuis ; le reste est repris au prochain passage.'
}
