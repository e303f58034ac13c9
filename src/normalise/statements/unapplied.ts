import { cutWhole } from '../../common/cut-whole.ts'
import { frenchDate } from '../../common/french.ts'
import { personName } from '../../common/person-name.ts'
import { type Rejection, rejectionAt, UNAPPLIED_CORRECTION } from '../../common/rejection.ts'
import { fieldLabel } from '../../reference/field-labels.ts'
import type { Statement } from './statement.ts'

/** What of an accepted correction cannot be applied, and why. */
export interface Unusable {
  field: string
  typed: string
  /** French, without a final point needed. */
  expected: string
}

/** The same, told to whoever can correct it or take it back: `where` names the statement. Nothing of the offer is lost by it. */
export function unapplied(
  { id, at, by }: Statement,
  { key, name }: { key: string; name: string },
  { field, typed, expected }: Unusable,
): Rejection {
  const what = typed === '' ? 'une réponse vide' : `« ${cutWhole(typed, 200)} »`
  return rejectionAt(UNAPPLIED_CORRECTION, `demande ${id}`, {
    key,
    field,
    received: cutWhole(typed, 200),
    expected,
    message: `Correction non appliquée à « ${name} », ${fieldLabel(field)} : ${what}, dit par ${personName(by)} le ${frenchDate(at)}. ${expected}`,
    whose: 'gestionnaire',
  })
}
