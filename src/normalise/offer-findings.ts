import type { ConventionLine } from '../convention/convention.ts'
import { fieldInSentence } from '../reference/field-labels.ts'
import type { FieldValues } from './field-scope.ts'
import type { OfferSpec } from './mapping/schema.ts'
import type { Finding } from './normalised-offer.ts'

/** One finding for all that the convention or a default supplied, so that nothing supposed passes for read. */
export function silences({ provenance }: FieldValues): Finding[] {
  const convention: string[] = []
  const supposed: string[] = []
  for (const field in provenance) {
    const origin = provenance[field]?.[0]
    if (origin?.document === 'convention') convention.push(field)
    else if (origin?.document === 'default' && origin.rule.includes('supposé par la configuration'))
      supposed.push(field)
  }
  return [
    ...tell('selon-la-convention', convention, 'La source n’en dit rien, la valeur vient de la convention'),
    ...tell('valeur-supposee', supposed, 'La source n’en dit rien, la valeur est supposée par la configuration'),
  ]
}

function tell(code: string, fields: string[], start: string): Finding[] {
  if (fields.length === 0) return []
  return [
    { code, field: null, severity: 'info', message: `${start} : ${fields.sort().map(fieldInSentence).join(', ')}.` },
  ]
}

/** Lines that the mapping names and the convention does not have. */
export function unknownActions(spec: OfferSpec, known: ReadonlyMap<string, ConventionLine>): Finding[] {
  return spec.actions
    .filter(id => !known.has(id))
    .map(id => ({
      code: 'action-inconnue',
      field: 'actions',
      severity: 'avertissement',
      message: `La convention n’a pas de ligne « ${id} » : l’offre n’est comptée pour aucune action.`,
    }))
}

/** Each finding once, in order: the structure's, then the offer's. */
export function distinctFindings(structure: readonly Finding[], offer: readonly Finding[]): Finding[] {
  const all = [...structure.map(finding => ({ ...finding, field: `structure.${finding.field}` })), ...offer]
  if (all.length < 2) return all
  const seen = new Set<string>()
  return all.filter(({ code, field, message }) => {
    const mark = `${code}\n${field}\n${message}`
    if (seen.has(mark)) return false
    seen.add(mark)
    return true
  })
}
