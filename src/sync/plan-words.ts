import { sayFields } from '../dora/field-label.ts'
import type { DoraService } from '../dora/port.ts'
import type { Field } from './fields.ts'
import type { Merged } from './merge.ts'
import type { OfferContext } from './offer-context.ts'
import { type Refused, sayRefused } from './refused-values.ts'

/** What the source says and that DORA does not take from this account; empty when it takes everything. */
export function unwritableReason({ unwritable, heldBack }: OfferContext, published = false): string {
  if (unwritable.length === 0) return ''
  const held = heldBack === null || published ? '' : ` L’offre reste en brouillon : ${heldBack}`
  return ` DORA ne laisse pas ce compte écrire : ${sayFields(unwritable)}.${held}`
}

export function conflictReason(fields: readonly Field[]): string {
  return `Modifié à la fois dans la source et dans DORA : ${sayFields(fields)}. La valeur de DORA est gardée tant que personne n’a choisi.`
}

/** What the source changed, and that DORA hides or shows in a form the robot does not know: nobody's value is written over unread. Empty when all is read. */
export function unreadReason({ unreadable }: Pick<Merged, 'unreadable'>): string {
  if (unreadable.length === 0) return ''
  return ` DORA cache à ce compte, ou montre sous une forme inconnue du robot, et rien n’y est écrit : ${sayFields(unreadable)}.`
}

export function unchangedReason(
  { kept, unreadable, ...merged }: Merged,
  actual: DoraService,
  refused: Refused,
): string {
  const [first] = merged.refused
  const said = first === undefined ? undefined : refused[first]
  if (said !== undefined) return `${sayFields(merged.refused)} : ${sayRefused(said)}`
  if (actual.fields.status === 'ARCHIVED' && kept.includes('status'))
    return 'Archivée dans DORA par une personne : elle le reste.'
  if (merged.rewritten.length > 0)
    return `Rien à envoyer ; DORA a réécrit de lui-même : ${sayFields(merged.rewritten)}. Une seule question, pour toutes les offres, demande si c’est la nouvelle base.`
  if (kept.length > 0)
    return `Rien à envoyer ; une personne a retouché dans DORA : ${sayFields(kept)}.${unreadReason({ unreadable })}`
  if (unreadable.length > 0) return `Rien à envoyer ; le compte ne peut pas lire dans DORA : ${sayFields(unreadable)}.`
  return 'Rien n’a changé.'
}
