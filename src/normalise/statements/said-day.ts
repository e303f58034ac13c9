import { parisDay } from '../../common/paris-day.ts'
import type { Statement } from './statement.ts'

/** The day `YYYY-MM-DD` for which a statement speaks: that of the telephone call it was heard in, else the day it was said. */
export function saidDay({ at, body }: Pick<Statement, 'at' | 'body'>): string {
  return (body.kind === 'confirmation' ? body.call?.day : undefined) ?? parisDay(new Date(at))
}
