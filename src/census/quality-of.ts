import type { DoraService } from '../dora/port.ts'
import { shownService } from '../dora/translate.ts'
import type { CensusQuality } from '../ledger/census-records.ts'
import type { Service } from '../reference/records.ts'
import { type CriterionName, meanScore, qualityScore } from '../reference/score.ts'
import { serviceSchema } from '../reference/service.ts'

const FIELDS = Object.keys(serviceSchema({ today: '', strict: false }).shape)
const UNKNOWN = Object.fromEntries(FIELDS.map(field => [field, null])) as unknown as Service

/** What cannot be judged where contacts are not shown to this account. */
const OF_CONTACTS: readonly CriterionName[] = [
  'au_moins_un_moyen_de_contact',
  'courriel_bien_defini',
  'telephone_bien_defini',
]

/**
 * The official quality of a service as DORA holds it, and whether it says how to be reached. Where contacts are hidden from this account, the rest
 * alone is scored and nobody knows whether it can be reached.
 * @param today `YYYY-MM-DD`
 */
export function qualityOf(
  {
    slug,
    structure,
    fields,
    modificationDate,
    hidden,
  }: Pick<DoraService, 'slug' | 'structure' | 'fields' | 'modificationDate' | 'hidden'>,
  today: string,
): CensusQuality {
  const shown = shownService(blank(structure, slug), fields, modificationDate)
  const closed = hidden.includes('contactPhone') || hidden.includes('contactEmail')
  const { score, criteria } = qualityScore(shown, { today })
  return {
    score: closed ? meanScore(criteria.filter(({ name }) => !OF_CONTACTS.includes(name))) : score,
    reachable: shown.telephone || shown.courriel || shown.lien_mobilisation ? true : closed ? null : false,
  }
}

/** A service of which nothing is known yet. */
function blank(structure_id: string, id: string): Service {
  return { ...UNKNOWN, source: 'dora', structure_id, id, nom: '', description: '' }
}
