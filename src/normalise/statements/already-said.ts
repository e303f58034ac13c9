import { sameSaid } from './same-said.ts'
import type { Statement, StatementBody } from './statement.ts'

type Said = Pick<Statement, 'partner' | 'offer' | 'body'>

/**
 * The statement that says already what is said now, unless something said since takes it back: a value that was corrected twice and comes
 * back to the first is news, and so is a withdrawal that follows a correction. Pure.
 * @param standing statements of that partner that still stand, latest first
 */
export function alreadySaid<S extends Said>(said: Said, standing: readonly S[]): S | null {
  for (const each of standing) {
    if (sameSaid(each, said)) return each
    if (takesBack(each, said)) return null
  }
  return null
}

/** Whether that one, said in between, speaks of the same thing as what is said now. */
function takesBack(between: Said, said: Said): boolean {
  if (between.offer?.source !== said.offer?.source || between.offer?.key !== said.offer?.key) return false
  const [one, other] = [between.body, said.body]
  if (one.kind === 'confirmation' || other.kind === 'confirmation') return one.kind !== other.kind
  if (one.kind === 'correction' && other.kind === 'correction')
    return Object.keys(one.fields).some(name => name in other.fields)
  if (one.kind === 'declaration' && other.kind === 'declaration') return declaredId(one) === declaredId(other)
  return said.offer !== null && one.kind !== other.kind
}

/** Only a spreadsheet names its offers itself. */
function declaredId({ fields, from }: Extract<StatementBody, { kind: 'declaration' }>): string | symbol {
  return from === 'formulaire' ? Symbol('new') : (fields.id ?? Symbol('new'))
}
