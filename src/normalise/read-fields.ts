import type { RawOffer } from '../harvest/connector.ts'
import { CompiledField, type RowOf } from './compiled-field.ts'
import type { FieldValues } from './field-scope.ts'
import { COMPOSITES, type CompositeName, type FieldKind } from './mapping/fields.ts'
import type { Field } from './mapping/schema.ts'
import { tellPublics } from './publics-said.ts'
import { emptyResult, type FieldRules, type FieldsResult } from './read-field.ts'

/** Reads every field of a record. @param structure the record's structure as already read, for a service */
export type FieldsReader = (raw: RawOffer, structure: FieldValues | null) => FieldsResult

const COMPOSITE_NAMES = Object.keys(COMPOSITES) as CompositeName[]

/** The rules of a record's fields, made ready once for all its rows: composites first, then each field that is still empty. The reader is pure. */
export function compileFields(
  fields: Record<string, Field>,
  kinds: Record<string, FieldKind>,
  of: RowOf,
): FieldsReader {
  const composites = COMPOSITE_NAMES.flatMap((name): FieldRules[] => {
    const rules = fields[name]
    return rules === undefined ? [] : [{ name, kind: 'several', rules }]
  })
  const simple = Object.entries(fields).flatMap(([name, rules]): FieldRules[] => {
    const kind = kinds[name]
    return kind === undefined || name in COMPOSITES ? [] : [{ name, kind, rules }]
  })
  const first = composites.map(field => new CompiledField(field, of))
  const then = simple.map(field => new CompiledField(field, of))
  return (raw, structure) => {
    const result = emptyResult()
    for (const field of first) field.read(raw, structure, result)
    for (const field of then) if (result.values[field.name] === undefined) field.read(raw, structure, result)
    tellPublics(result)
    return result
  }
}
