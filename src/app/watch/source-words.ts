import { frenchDateTime } from '../../common/french.ts'
import { isTrouble, type SourceCondition, type SourceTrouble } from '../../schedule/condition.ts'
import { subjectOf } from '../../schedule/read-conditions.ts'
import type { Condition } from './standing.ts'

/** What the letter says of a source. What is no trouble is all well to it: a source that rests is not one that came back. */
export function sourceWords({ source, name, standing, lastRun, lastSuccess }: SourceCondition): Condition {
  const success = lastSuccess ? `Dernier succès : ${frenchDateTime(lastSuccess)}.` : 'Aucun succès à ce jour.'
  const why = lastRun?.message ? ` : ${lastRun.message}` : '.'
  const messages: Record<SourceTrouble, string> = {
    missed: `Le passage prévu n’a pas eu lieu. ${success}`,
    late: `Des passages ont lieu, et aucun n’aboutit depuis deux fois son rythme. ${success}`,
    failed: `Le dernier passage a échoué${why} ${success}`,
    held: `Le dernier passage est en quarantaine et attend une personne${why} ${success}`,
  }
  return isTrouble(standing)
    ? { subject: subjectOf(source), name, standing, message: messages[standing] }
    : { subject: subjectOf(source), name, standing: 'good', message: success }
}

/** The queue itself: jobs that were given up wait for somebody to look at them. @param dead their number */
export function queueWords(dead: number): Condition {
  return {
    subject: 'travaux',
    name: 'File des travaux',
    standing: dead === 0 ? 'good' : 'failed',
    message: dead === 0 ? 'Aucun travail abandonné.' : `Travaux abandonnés après plusieurs essais : ${dead}.`,
  }
}
