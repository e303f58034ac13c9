import { frenchList } from '../common/french.ts'
import { isServiceField, SERVICE_FIELDS, type ServiceField } from './service-fields.ts'
import { STRUCTURE_FIELDS, type StructureField } from './structure-fields.ts'

/** What DORA also names in its answers, and the robot never writes. */
const OTHER: Record<string, string> = {
  description: 'description',
  structure: 'structure',
  nonFieldErrors: 'ensemble de la fiche',
}

/** French name of a field of a DORA service or structure, lower case; null when DORA has none of that name. */
export function fieldLabel(key: string): string | null {
  if (isServiceField(key)) return SERVICE_FIELDS[key].label
  return isStructureField(key) ? STRUCTURE_FIELDS[key].label : Object.hasOwn(OTHER, key) ? (OTHER[key] ?? null) : null
}

/** «résumé, courriel et statut». */
export function sayFields(fields: readonly ServiceField[]): string {
  return frenchList(fields.map(field => SERVICE_FIELDS[field].label))
}

function isStructureField(word: string): word is StructureField {
  return Object.hasOwn(STRUCTURE_FIELDS, word)
}
