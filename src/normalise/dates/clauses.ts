import type { Account } from '../reading/account.ts'
import type { FoundDate } from './find.ts'

/** A part of a text that speaks of one thing, from one character to the one before another. */
export interface Clause {
  from: number
  to: number
}

/** Where a sentence ends; the dot of «janv.», «mar.» or «5.» ends none. */
export function clausesOf(text: Account): Clause[] {
  const ends = [
    ...text.plain.matchAll(
      /(?<!(?<!\p{L})\p{L}{1,4})(?<!\d)\.\s|(?<=\d{4})\.\s|[;\n!?]|\s[–—/-]\s(?=\p{L}+ ?:|(?:formation|session|stage|atelier|parcours|action|debut|demarrage|rentree|cours)(?!\p{L}))|\((?=\s*(?:pre-?inscri|inscri|reunion|info|candidat|date limite|limite|test|entretien|selection|portes|dossier|ferm))|\)|(?:,|(?<!\p{L})(?:puis|avant|et))\s(?=(?:la |le |l'|une )?(?:formation|session|stage|atelier|parcours|action|debut|demarrage|rentree|entree|cours)(?!\p{L}))/gu,
    ),
  ].map(match => match.index + match[0].length)
  return [0, ...ends].map((from, index) => ({ from, to: ends[index] ?? text.plain.length }))
}

export function clauseOf(date: FoundDate, clauses: readonly Clause[], text: Account): string {
  const clause = clauses.find(({ from, to }) => date.index >= from && date.index < to)
  return clause ? text.plain.slice(clause.from, clause.to) : text.plain
}
