import { frenchCount } from '../common/french.ts'
import type { Statement } from '../normalise/statements/statement.ts'
import { labelOfField } from './words-of.ts'

/** Fields that a title names. */
const NAMED = 3

/** The title of what was said in a list: of a correction, with what it corrects, so that several of one offer are told apart. Pure. */
export function statementTitle({ title, body }: Pick<Statement, 'title' | 'body'>): string {
  if (body.kind !== 'correction') return title
  const labels = Object.keys(body.fields).map(labelOfField)
  if (labels.length === 0) return title
  const rest = labels.length - NAMED
  const more = rest > 0 ? ` et ${frenchCount(rest, 'autre')}` : ''
  return `${title} (${labels.slice(0, NAMED).join(', ')}${more})`
}
