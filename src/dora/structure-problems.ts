import { isPossibleSiret } from '../reference/siret.ts'
import { fieldLabel } from './field-label.ts'
import { CREATED_FIELDS, type DoraStructureDraft, STRUCTURE_FIELDS } from './structure-fields.ts'

/** What DORA would refuse in a new structure, found before it is asked. @param typologies codes that DORA knows */
export function structureProblems(draft: DoraStructureDraft, typologies: readonly string[]): Record<string, string> {
  const problems: Record<string, string> = {}
  const say = (key: string, message: string): void => {
    problems[key] ??= `${fieldLabel(key)} : ${message}`
  }
  if (draft.name.trim() === '') say('name', 'il est vide.')
  if (draft.siret === null)
    say('siret', 'sans lui, DORA ne peut pas créer de structure : une personne la crée sur le site de DORA.')
  else if (!isPossibleSiret(draft.siret)) say('siret', `il n’est pas valide (« ${draft.siret} »).`)
  if (draft.phone !== null && !/^\d{10}$/.test(draft.phone))
    say('phone', `dix chiffres attendus, reçu « ${draft.phone} ».`)
  if (draft.typology !== null && !typologies.includes(draft.typology))
    say('typology', `DORA ne connaît pas ${draft.typology}.`)
  if (draft.postalCode !== null && !/^\d{5}$/.test(draft.postalCode)) say('postalCode', 'cinq chiffres attendus.')
  for (const field of CREATED_FIELDS) {
    const { max } = STRUCTURE_FIELDS[field]
    if ((draft[field]?.length ?? 0) > max) say(field, `${max} caractères au plus.`)
  }
  return problems
}
