import { fileURLToPath } from 'node:url'
import { lateLibrary } from '../common/late-library.ts'
import { endsWithDot, type SchemaContext } from './field-rules.ts'
import type { RecordKind } from './finding.ts'
import { messageOf } from './messages.ts'
import type { Problem } from './problem.ts'
import { type QuickRecord, quickService, quickStructure } from './quick-record.ts'
import type { Service, Structure } from './records.ts'
import type { SchemaVerdict } from './schema-verdict.ts'

/** The verdict on one record. `record` is the clean record (defaults filled, values normalised), null when there is an error. */
export type Validation<R> =
  | { valid: true; errors: []; warnings: Problem[]; record: R }
  | { valid: false; errors: Problem[]; warnings: Problem[]; record: null }

/**
 * Verdict of the official package on a service: same validity, same error types at the same places, messages in French. Never throws.
 * In strict mode an *avertissement* is an error of type `avertissement`; otherwise it is listed in `warnings` and the record stays valid.
 */
export function validateService(record: unknown, context: SchemaContext): Validation<Service> {
  return verdict('service', quickService, record, context)
}

/** Verdict of the official package on a structure; the same conventions as for a service. */
export function validateStructure(record: unknown, context: SchemaContext): Validation<Structure> {
  return verdict('structure', quickStructure, record, context)
}

/** Comes with the first field that is not plainly right: most files have none, and the library of schemas is heavy. */
const schema = lateLibrary<typeof import('./schema-verdict.ts')>(
  fileURLToPath(new URL('./schema-verdict.ts', import.meta.url)),
)

/** What is plainly right is read at once; the schema judges the rest, field by field. */
function verdict<R extends object>(
  kind: RecordKind,
  quick: (raw: Raw, context: SchemaContext) => QuickRecord<R>,
  raw: unknown,
  context: SchemaContext,
): Validation<R> {
  const warnings = context.strict ? [] : warningsOf(raw)
  if (!isObject(raw) || Array.isArray(raw)) {
    const { faults } = schema().schemaVerdict(kind, null, raw, context)
    return { valid: false, errors: problemsOf(faults), warnings, record: null }
  }
  const { record, doubtful } = quick(raw, context)
  const errors: Problem[] = []
  for (const name of doubtful) {
    const { value, faults } = schema().schemaVerdict(kind, name, raw, context)
    if (faults.length === 0) Object.assign(record, value)
    else errors.push(...problemsOf(faults))
  }
  return errors.length === 0
    ? { valid: true, errors: [], warnings, record }
    : { valid: false, errors, warnings, record: null }
}

function problemsOf(faults: SchemaVerdict['faults']): Problem[] {
  return faults.map(({ fault, path }) => {
    const loc = path.map(String)
    return { type: fault.type, loc, message: messageOf(fault, loc) }
  })
}

function warningsOf(record: unknown): Problem[] {
  const name = isObject(record) ? record.nom : undefined
  if (typeof name !== 'string' || !endsWithDot(name)) return []
  const loc = ['nom']
  return [
    {
      type: 'avertissement',
      loc,
      message: messageOf({ type: 'avertissement', received: name, rule: 'final-dot' }, loc),
    },
  ]
}

type Raw = Record<string, unknown>

function isObject(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null
}
