import { z } from 'zod'
import { atKey } from '../common/at-key.ts'
import type { Fault, FaultType } from './fault.ts'
import { endsWithDot, type SchemaContext } from './fields.ts'
import { messageOf } from './messages.ts'
import type { Problem } from './problem.ts'
import { type QuickRecord, quickService, quickStructure } from './quick-record.ts'
import type { Service, Structure } from './records.ts'
import { serviceSchema } from './service.ts'
import { structureSchema } from './structure.ts'

/** The verdict on one record. `record` is the clean record (defaults filled, values normalised), null when there is an error. */
export type Validation<R> =
  | { valid: true; errors: []; warnings: Problem[]; record: R }
  | { valid: false; errors: Problem[]; warnings: Problem[]; record: null }

/**
 * Verdict of the official package on a service: same validity, same error types at the same places, messages in French. Never throws.
 * In strict mode an *avertissement* is an error of type `avertissement`; otherwise it is listed in `warnings` and the record stays valid.
 */
export function validateService(record: unknown, context: SchemaContext): Validation<Service> {
  return verdict(services(context), quickService, record, context)
}

/** Verdict of the official package on a structure; the same conventions as for a service. */
export function validateStructure(record: unknown, context: SchemaContext): Validation<Structure> {
  return verdict(structures(context), quickStructure, record, context)
}

const services = remembering(serviceSchema)
const structures = remembering(structureSchema)

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

/** What is plainly right is read at once; the schema judges the rest, field by field. */
function verdict<R extends object>(
  schemas: Schemas,
  quick: (raw: Raw, context: SchemaContext) => QuickRecord<R>,
  raw: unknown,
  context: SchemaContext,
): Validation<R> {
  const warnings = context.strict ? [] : warningsOf(raw)
  if (!isObject(raw) || Array.isArray(raw))
    return { valid: false, errors: problemsOf(judged(schemas.whole, raw).issues, raw), warnings, record: null }
  const { record, doubtful } = quick(raw, context)
  const errors: Problem[] = []
  for (const name of doubtful) {
    const { value, issues } = judged(schemas.field(name), raw)
    if (issues.length === 0) Object.assign(record, value)
    else errors.push(...problemsOf(issues, raw))
  }
  return errors.length === 0
    ? { valid: true, errors: [], warnings, record }
    : { valid: false, errors, warnings, record: null }
}

/** As `safeParse`, without an error object nor messages in English, which take longer than the judgement itself. */
function judged(schema: z.ZodObject, raw: unknown): z.core.ParsePayload {
  const payload = schema._zod.run({ value: raw, issues: [] }, { async: false })
  if (payload instanceof Promise) throw new z.core.$ZodAsyncError()
  return payload
}

function problemsOf(issues: readonly z.core.$ZodRawIssue[], record: unknown): Problem[] {
  return issues.map(issue => {
    const path = issue.path ?? []
    const loc = path.map(String)
    const fault = faultOf(issue, path, record)
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

/** Our own faults travel in `params`; zod's native refusals are few and each has one official type. */
function faultOf(issue: z.core.$ZodRawIssue, path: readonly PropertyKey[], record: unknown): Fault {
  const own = issue.code === 'custom' ? (issue.params?.fault as Fault | undefined) : undefined
  if (own) return own
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
  return path.reduce<unknown>((value, key) => (isObject(value) ? value[key as string] : undefined), record)
}

type Raw = Record<string, unknown>

function isObject(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null
}
