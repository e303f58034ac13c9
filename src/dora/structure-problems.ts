import { isPossibleSiret } from '../reference/siret.ts'
import { fieldName } from './field-errors.ts'
import type { DoraStructureDraft } from './port.ts'

/** What DORA would refuse in a new structure, found before it is asked. @param typologies codes that DORA knows */
export function structureProblems(draft: DoraStructureDraft, typologies: readonly string[]): Record<string, string> {
  const problems: Record<string, string> = {}
  const say = (key: string, message: string): void => {
    problems[key] = `${fieldName(key)}\u00A0: ${message}`
  }
  if (draft.name.trim() === '') say('name', 'il est vide.')
  if (draft.siret !== null && !isPossibleSiret(draft.siret))
    say('siret', `il n’est pas valide («\u00A0${draft.siret}\u00A0»).`)
  if (draft.phone !== null && !/^\d{10}$/.test(draft.phone))
    say('phone', `dix chiffres attendus, reçu «\u00A0${draft.phone}\u00A0».`)
  if (draft.shortDesc !== null && draft.shortDesc.length > 280) say('shortDesc', '280 caractères au plus.')
  if (draft.typology !== null && !typologies.includes(draft.typology))
    say('typology', `DORA ne connaît pas ${draft.typology}.`)
  if (draft.postalCode !== null && !/^\d{5}$/.test(draft.postalCode)) say('postalCode', 'cinq chiffres attendus.')
  return problems
}
