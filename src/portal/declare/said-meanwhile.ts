import { cutWhole } from '../../common/cut-whole.ts'
import { personName } from '../../common/person-name.ts'
import type { Statement } from '../../normalise/statements/statement.ts'
import type { FieldErrors } from '../web/form.ts'
import { labelOfField, valueWords } from '../words-of.ts'
import { type Correction, sameValue } from './corrections.ts'

/** Looks at what was said of an offer before something more is kept, the latest first. @throws what stops it */
export type Look = (said: readonly Statement[]) => void

/**
 * Answers that somebody else corrected otherwise since the form was opened: told once under each question, so that nobody's work is written over
 * in silence. Pure.
 * @param said about that offer, the latest first
 * @param seen id of the latest when the form was opened; '' none was there; null: not known, so nothing is told
 * @param by whoever sends the form now
 */
export function saidMeanwhile(
  said: readonly Pick<Statement, 'id' | 'state' | 'body' | 'by'>[],
  seen: string | null,
  fields: Correction['fields'],
  by: string,
): FieldErrors {
  const at = seen === '' ? said.length : said.findIndex(({ id }) => id === seen)
  const errors: FieldErrors = {}
  for (const each of said.slice(0, Math.max(at, 0))) {
    if (each.by === by || each.body.kind !== 'correction' || (each.state !== 'open' && each.state !== 'accepted'))
      continue
    for (const [field, { after }] of Object.entries(each.body.fields)) {
      const mine = fields[field]?.after
      if (mine === undefined || sameValue(field, after, mine) || errors[field] !== undefined) continue
      errors[field] =
        `${labelOfField(field)} : entre-temps, ${personName(each.by)} a répondu « ${cutWhole(valueWords(after), 120)} ». Reprenez sa réponse, ou envoyez de nouveau pour garder la vôtre.`
    }
  }
  return errors
}
