import type { Convention } from '../../convention/convention.ts'

/** Answer of a partner whose offer counts for none of their lines. */
export const NO_ACTION = 'aucune'

/** The lines of the convention that an offer of this partner may count for. */
export function linesOf({ fiches }: Pick<Convention, 'fiches'>, partner: string): { id: string; title: string }[] {
  return fiches
    .flatMap(fiche => fiche.lines)
    .filter(line => line.offer && line.partners.includes(partner))
    .map(({ id, title }) => ({ id, title }))
}
