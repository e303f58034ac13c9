import { SILENT } from '../coverage/counted-fields.ts'
import type { DoraService } from '../dora/port.ts'
import { shownService } from '../dora/translate.ts'
import type { CensusQuality } from '../ledger/census-records.ts'
import type { Service } from '../reference/records.ts'
import { type CriterionName, meanScore, qualityScore } from '../reference/score.ts'

/** A service of DORA that says nothing: what is scored of it, and no more. */
const BLANK = { ...SILENT, source: 'dora', description: '' } as unknown as Service

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
  { fields, modificationDate, hidden }: Pick<DoraService, 'fields' | 'modificationDate' | 'hidden'>,
  today: string,
): CensusQuality {
  const shown = shownService(BLANK, fields, modificationDate)
  const closed = hidden.includes('contactPhone') || hidden.includes('contactEmail')
  const { score, criteria } = qualityScore(shown, { today })
  return {
    score: closed ? meanScore(criteria.filter(({ name }) => !OF_CONTACTS.includes(name))) : score,
    reachable: shown.telephone || shown.courriel || shown.lien_mobilisation ? true : closed ? null : false,
  }
}
