import type { Convention, ConventionLine } from './convention.ts'

/** One amount of the convention, counted once, with every line it pays for. */
export interface Funding {
  /** Id of its line, or the ids of its lines joined by « + ». */
  id: string
  fiche: number
  lines: ConventionLine[]
  /** Whole euros of the State. */
  state: number
  /** Whole euros of the Département; null when the text gives them for the whole fiche only. */
  department: number | null
  /** Whether at least one of its lines is an offer to reference. */
  offer: boolean
}

/** Every amount of the convention, in the order of the fiches: those of one line, then those shared by several. Their sum is the convention's. */
export function fundings(convention: Pick<Convention, 'fiches'>): Funding[] {
  return convention.fiches.flatMap(fiche => [
    ...fiche.lines.flatMap(line =>
      line.amounts ? [{ id: line.id, fiche: fiche.number, lines: [line], ...line.amounts, offer: line.offer }] : [],
    ),
    ...fiche.shared.flatMap(shared => {
      if (!shared.amounts) return []
      const lines = fiche.lines.filter(line => shared.lines.includes(line.id))
      const id = shared.lines.join(' + ')
      return [{ id, fiche: fiche.number, lines, ...shared.amounts, offer: lines.some(line => line.offer) }]
    }),
  ])
}
