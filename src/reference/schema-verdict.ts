import { z } from 'zod'
import { atKey } from '../common/at-key.ts'
import type { Fault, FaultType } from './fault.ts'
import type { SchemaContext } from './field-rules.ts'
import type { RecordKind } from './finding.ts'
import { serviceSchema } from './service.ts'
import { structureSchema } from './structure.ts'

/** What the schema makes of a record. `value` stands only without faults. */
export interface SchemaVerdict {
  value: unknown
  faults: readonly { fault: Fault; path: readonly PropertyKey[] }[]
}

/**
 * Verdict of the schema on one field of a record, as a record of that field alone; on the whole of it when `field` is null.
 * @param raw the whole record, as it was read
 */
export function schemaVerdict(
  kind: RecordKind,
  field: string | null,
  raw: unknown,
  context: SchemaContext,
): SchemaVerdict {
  const schemas = schemasOf[kind](context)
  const { value, issues } = judged(field === null ? schemas.whole : schemas.field(field), raw)
  return { value, faults: issues.map(issue => ({ fault: faultOf(issue, raw), path: issue.path ?? [] })) }
}

const schemasOf = { service: remembering(serviceSchema), structure: remembering(structureSchema) }

/** The schema of a kind of record, and that of each of its fields, as a record of that field alone. */
interface Schemas {
  whole: z.ZodObject
  field(name: string): z.ZodObject
}

/** One schema per day and mode; only the last few are kept. */
function remembering(make: (context: SchemaContext) => z.ZodObject): (context: SchemaContext) => Schemas {
  const made = new Map<string, Schemas>()
  let last: (SchemaContext & { schemas: Schemas }) | null = null
  const find = (context: SchemaContext) => {
    const key = `${context.today} ${context.strict}`
    const known = made.get(key)
    if (known) return known
    if (made.size >= 4) made.clear()
    const whole = make(context)
    const fields = new Map<string, z.ZodObject>()
    const schemas = {
      whole,
      field: (name: string) => atKey(fields, name, () => z.object({ [name]: whole.shape[name] ?? z.never() })),
    }
    made.set(key, schemas)
    return schemas
  }
  return ({ today, strict }) => {
    if (last?.today !== today || last.strict !== strict) last = { today, strict, schemas: find({ today, strict }) }
    return last.schemas
  }
}

/** As `safeParse`, without an error object nor messages in English, which take longer than the judgement itself. */
function judged(schema: z.ZodObject, raw: unknown): z.core.ParsePayload {
  const payload = schema._zod.run({ value: raw, issues: [] }, { async: false })
  if (payload instanceof Promise) throw new z.core.$ZodAsyncError()
  return payload
}

/** Our own faults travel in `params`; zod's native refusals are few and each has one official type. */
function faultOf(issue: z.core.$ZodRawIssue, record: unknown): Fault {
  const own = issue.code === 'custom' ? (issue.params?.fault as Fault | undefined) : undefined
  if (own) return own
  const path = issue.path ?? []
  const received = at(record, path)
  return { type: nativeType(issue, path, received), received }
}

function nativeType(issue: z.core.$ZodRawIssue, path: readonly PropertyKey[], received: unknown): FaultType {
  switch (issue.code) {
    case 'invalid_value':
      return typeof received === 'string' && !received.isWellFormed() ? 'string_unicode' : 'enum'
    case 'invalid_type':
      if (path.length === 0) return 'model_type'
      if (issue.expected === 'array') return path[0] === 'zone_eligibilite' ? 'list_type' : 'set_type'
      return received === undefined ? 'missing' : 'string_type'
    default:
      return 'value_error'
  }
}

function at(record: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? value[key as never] : undefined),
    record,
  )
}
