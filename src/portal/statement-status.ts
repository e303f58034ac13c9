import type { Statement } from '../normalise/statements/statement.ts'
import { isByGestionnaire } from './partner/by-gestionnaire.ts'
import { STATEMENT_STATES, type Status } from './statuses.ts'

/** What became of what was said, in the same words on every page and for everybody. Some need nobody: they are done as they are said. Pure. */
export function statementStatus(statement: Omit<Statement, 'id'>): Status {
  const { body, state } = statement
  if (state === 'accepted' && isByGestionnaire(statement))
    return {
      word: body.kind === 'correction' ? 'corrigé par le gestionnaire' : 'fait par le gestionnaire',
      tone: 'quiet',
    }
  if (state !== 'refused' && (body.kind === 'confirmation' || body.kind === 'stop'))
    return { word: 'fait', tone: 'good' }
  return STATEMENT_STATES[state]
}
