import type { RecordKind } from '../finding.ts'
import { serviceSchema } from '../service.ts'
import { structureSchema } from '../structure.ts'

const context = { today: '9999-12-31', strict: false }

const fields: Readonly<Record<RecordKind, readonly string[]>> = {
  service: Object.keys(serviceSchema(context).shape),
  structure: Object.keys(structureSchema(context).shape),
}

/** Field names of a record, in the official order. */
export function knownFields(kind: RecordKind): readonly string[] {
  return fields[kind]
}
