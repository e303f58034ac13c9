import type { Convention } from '../../convention/convention.ts'
import type { Typed } from '../../normalise/statements/statement.ts'

/** What the convention says of an action, as answers of the declaration. Pure. */
export function conventionAnswers(
  { fiches }: Pick<Convention, 'fiches'>,
  { partnerName, action }: { partnerName: string; action: string | null },
): Typed {
  const line = fiches.flatMap(fiche => fiche.lines).find(({ id }) => id === action)
  if (line === undefined) return { structure_nom: partnerName }
  return {
    structure_nom: partnerName,
    nom: line.title,
    description: line.content,
    type: line.type ?? '',
    thematiques: line.thematiques.join(','),
    publics: line.publics.join(','),
    mobilisable_par: (line.mobilisablePar ?? []).join(','),
    zone_eligibilite: line.zoneInferred ? '' : line.zone.join(', '),
  }
}
