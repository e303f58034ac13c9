import type { ConventionLine } from '../convention/convention.ts'
import { fieldInSentence } from '../reference/field-labels.ts'
import type { FieldValues } from './field-scope.ts'
import type { OfferSpec } from './mapping/schema.ts'
import type { Finding } from './normalised-offer.ts'

/** One finding for all that the convention or a default supplied, so that nothing supposed passes for read. */
export function silences({ provenance }: FieldValues): Finding[] {
  const supplied = (test: (document: string, rule: string) => boolean) =>
    Object.entries(provenance)
      .filter(([, [origin]]) => origin && test(origin.document, origin.rule))
      .map(([field]) => field)
      .sort()
  const convention = supplied(document => document === 'convention')
  const supposed = supplied((document, rule) => document === 'default' && rule.includes('supposé par la configuration'))
  const tell = (code: string, fields: string[], start: string): Finding[] =>
    fields.length === 0
      ? []
      : [{ code, field: null, severity: 'info', message: `${start} : ${fields.map(fieldInSentence).join(', ')}.` }]
  return [
    ...tell('selon-la-convention', convention, 'La source n’en dit rien, la valeur vient de la convention'),
    ...tell('valeur-supposee', supposed, 'La source n’en dit rien, la valeur est supposée par la configuration'),
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

/** Each finding once, in order. */
export function distinctFindings(findings: Finding[]): Finding[] {
  const seen = new Set<string>()
  return findings.filter(({ code, field, message }) => {
    const mark = `${code}\n${field}\n${message}`
    if (seen.has(mark)) return false
    seen.add(mark)
    return true
  })
}
