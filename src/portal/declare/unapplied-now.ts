import type { Rejection } from '../../common/rejection.ts'
import type { NormalisedOffer } from '../../normalise/normalised-offer.ts'
import type { StatementBody } from '../../normalise/statements/statement.ts'
import { withStatements } from '../../normalise/statements/with-statements.ts'
import { validateService } from '../../reference/validate.ts'

/**
 * What of a correction could not be applied to its offer as it was last read: said when it is typed or accepted, not at the next pass.
 * Of an offer without a record, or whose record is at fault itself, nothing is known. Pure.
 * @param today `YYYY-MM-DD`
 */
export function unappliedNow(
  record: NormalisedOffer | null | undefined,
  body: StatementBody,
  { today, department, by = '' }: { today: string; department: string; by?: string },
): Rejection[] {
  if (!record || body.kind !== 'correction' || !validateService(record.service, { today, strict: false }).valid)
    return []
  const said = { id: '', at: `${today}T12:00:00.000Z`, partner: '', offer: null, title: '', body, by }
  const accepted = { ...said, state: 'accepted' as const, decided: null, decidedBy: null, reason: null }
  return withStatements(record, [accepted], today, department).unapplied
}
