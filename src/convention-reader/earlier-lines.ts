import { fold } from '../common/text.ts'
import type { KnownPartner } from './proposed-partners.ts'

/** What a proposal goes on from: a convention that is already known. */
export interface EarlierConvention {
  /** Its name, e.g. `2024`. */
  id: string
  period: { start: string }
  partners: readonly KnownPartner[]
  fiches: readonly {
    title: string
    lines: readonly { id: string; title: string; partners: readonly string[] }[]
  }[]
}

/** An action of an earlier convention. */
export interface EarlierLine {
  convention: string
  id: string
}

/** Two titles speak of one action when this share of the words of the shorter is in the other. */
const ALIKE = 0.6

/** Finds the action that a proposed one goes on from: same partner, titles alike, the latest convention first. Each is found once. */
export function earlierLines(conventions: readonly EarlierConvention[]) {
  const taken = new Set<string>()
  const latest = conventions.toSorted((a, b) => (a.period.start < b.period.start ? 1 : -1))
  /** @returns null when none is like it, or several are as much */
  return (title: string, partner: string): EarlierLine | null => {
    for (const convention of latest) {
      const scored = convention.fiches
        .flatMap(fiche => fiche.lines.map(line => ({ fiche, line })))
        .filter(({ line }) => line.partners.includes(partner) && !taken.has(`${convention.id} ${line.id}`))
        .map(({ fiche, line }) => ({ line, score: Math.max(alike(title, line.title), alike(title, fiche.title)) }))
        .filter(({ score }) => score >= ALIKE)
        .sort((a, b) => b.score - a.score)
      const [best, other] = scored
      if (best === undefined || best.score === other?.score) continue
      taken.add(`${convention.id} ${best.line.id}`)
      return { convention: convention.id, id: best.line.id }
    }
    return null
  }
}

/** Share of the words of the shorter title that the other has too, in [0, 1]. */
function alike(a: string, b: string): number {
  const [left, right] = [wordsOf(a), wordsOf(b)]
  const shorter = Math.min(left.size, right.size)
  return shorter === 0 ? 0 : left.intersection(right).size / shorter
}

/** Words that mean something: «de», «la» and figures are in every title. */
const wordsOf = (title: string) =>
  new Set(
    fold(title)
      .split(' ')
      .filter(word => /^\p{L}{4,}$/u.test(word)),
  )
