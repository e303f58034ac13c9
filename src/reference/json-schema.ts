import { z } from 'zod'
import type { RecordKind } from './finding.ts'
import { serviceSchema } from './service.ts'
import { structureSchema } from './structure.ts'

const titles: Readonly<Record<RecordKind, string>> = {
  service: 'Service, schéma data·inclusion v1',
  structure: 'Structure, schéma data·inclusion v1',
}

/**
 * JSON Schema (draft 2020-12) of a record as this product carries it, made from the zod definitions. It says shapes, sizes and values; as in
 * the official one, the dates' bounds, the exclusivity of `tous-publics` and the warnings cannot be said there. Unknown keys are allowed.
 */
export function recordJsonSchema(kind: RecordKind): Record<string, unknown> {
  const context = { today: '9999-12-31', strict: false }
  const schema = kind === 'service' ? serviceSchema(context) : structureSchema(context)
  const { additionalProperties: _, ...json } = z.toJSONSchema(schema, { io: 'output' }) as Record<string, unknown>
  const properties = json.properties as Record<string, Record<string, unknown>>
  const required = Object.keys(properties).filter(name => !('default' in (properties[name] ?? {})))
  return { ...json, title: titles[kind], required }
}
