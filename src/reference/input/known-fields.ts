import type { RecordKind } from '../finding.ts'
import { serviceSchema } from '../service.ts'
import { structureSchema } from '../structure.ts'

const context = { today: '9999-12-31', strict: false }

/** Made when they are first asked for. */
const fields: Partial<Record<RecordKind, readonly string[]>> = {}

/** Field names of a record, in the official order. */
export function knownFields(kind: RecordKind): readonly string[] {
  fields[kind] ??= Object.keys((kind === 'service' ? serviceSchema : structureSchema)(context).shape)
  return fields[kind]
}
