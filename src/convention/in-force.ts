import { earlierIds } from './action-links.ts'
import type { Convention, ConventionLine, ConventionPartner } from './convention.ts'

/** A convention with its name, e.g. `2024`: that of its file, in addresses and in the ledger. */
export type NamedConvention = Convention & { id: string }

/** Those whose period holds the day, the last begun first. @param day `YYYY-MM-DD` */
export function inForce<T extends Convention>(conventions: readonly T[], day: string): T[] {
  return conventions
    .filter(({ period }) => period.start <= day && day <= period.end)
    .toSorted((a, b) => (a.period.start < b.period.start ? 1 : -1))
}

/**
 * The convention that a day is read under: of those in force, the last begun; between two, the last that ended; before the first, the first.
 * @throws when there is none at all
 */
export function conventionOf<T extends Convention>(conventions: readonly T[], day: string): T {
  const [current] = inForce(conventions, day)
  if (current) return current
  const ended = conventions
    .filter(({ period }) => period.end < day)
    .toSorted((a, b) => (a.period.end < b.period.end ? 1 : -1))
  const first = conventions.toSorted((a, b) => (a.period.start < b.period.start ? -1 : 1))
  const found = ended[0] ?? first[0]
  if (found === undefined) throw new RangeError('no convention')
  return found
}

/** Every partner that a convention ever named, as the last begun says it: what is read at somebody’s goes on after the convention that paid it. */
export function everyPartner(conventions: readonly Convention[]): ConventionPartner[] {
  const oldest = conventions.toSorted((a, b) => (a.period.start < b.period.start ? -1 : 1))
  return [...new Map(oldest.flatMap(({ partners }) => partners.map(partner => [partner.id, partner]))).values()]
}

/** One action from a convention to the next. Amounts in whole euros of the State; null where the text shares one between several actions. */
export interface ActionPath {
  kind: 'continued' | 'renamed' | 'ended' | 'new'
  before: ConventionLine | null
  after: ConventionLine | null
}

/** What became of each action, in the order of the later convention, then what ended. Pure. */
export function actionPaths(before: Convention, after: Convention): ActionPath[] {
  const old = before.fiches.flatMap(fiche => fiche.lines)
  const links = earlierIds(after, before)
  const kept = new Set<string>()
  const paths = after.fiches
    .flatMap(fiche => fiche.lines)
    .map((line): ActionPath => {
      const found = old.find(({ id }) => id === links.get(line.id)) ?? null
      if (found) kept.add(found.id)
      const kind = found === null ? 'new' : found.title === line.title ? 'continued' : 'renamed'
      return { kind, before: found, after: line }
    })
  const ended = old
    .filter(line => !kept.has(line.id))
    .map((line): ActionPath => ({ kind: 'ended', before: line, after: null }))
  return [...paths, ...ended]
}
