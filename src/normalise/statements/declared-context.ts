import type { SourceConfig } from '../../config/source.ts'
import type { Convention } from '../../convention/convention.ts'
import { officialGeography } from '../../reference/official-geography.ts'
import type { DeclaredContext } from './declared-offer.ts'

/** What the convention says of who declares: the lines they answer, their names, their SIRET. @param today `YYYY-MM-DD` */
export function declaredContext(
  convention: Convention,
  { id, partner }: Pick<SourceConfig, 'id' | 'partner'>,
  today: string,
): DeclaredContext {
  const lines = convention.fiches.flatMap(fiche => fiche.lines)
  const known = convention.partners.find(each => each.id === partner)
  return {
    source: id,
    lines: lines.filter(line => line.offer && line.partners.includes(partner)).map(line => line.id),
    partner: { names: known ? [known.name, ...known.aliases] : [], siret: known?.siret ?? null },
    department: convention.department,
    today,
    geography: officialGeography(),
  }
}
