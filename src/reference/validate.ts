import type { z } from 'zod'
import type { Fault, FaultType } from './fault.ts'
import { endsWithDot, type SchemaContext } from './fields.ts'
import { messageOf } from './messages.ts'
import type { Problem } from './problem.ts'
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
  return verdict(services(context), record, context)
}

/** Verdict of the official package on a structure; the same conventions as for a service. */
export function validateStructure(record: unknown, context: SchemaContext): Validation<Structure> {
  return verdict(structures(context), record, context)
}

const services = remembering<Service>(serviceSchema)
const structures = remembering<Structure>(structureSchema)

/** One schema per day and mode; only the last few are kept. */
function remembering<R>(make: (context: SchemaContext) => z.ZodType<R>): (context: SchemaContext) => z.ZodType<R> {
  const made = new Map<string, z.ZodType<R>>()
  return context => {
    const key = `${context.today} ${context.strict}`
    const known = made.get(key)
    if (known) return known
    if (made.size >= 4) made.clear()
    const schema = make(context)
    made.set(key, schema)
    return schema
  }
}

function verdict<R>(schema: z.ZodType<R>, record: unknown, { strict }: SchemaContext): Validation<R> {
  const warnings = strict ? [] : warningsOf(record)
  const outcome = schema.safeParse(record)
  if (outcome.success) return { valid: true, errors: [], warnings, record: outcome.data }
  const errors = outcome.error.issues.map(issue => {
    const loc = issue.path.map(String)
    const fault = faultOf(issue, record)
    return { type: fault.type, loc, message: messageOf(fault, loc) }
  })
  return { valid: false, errors, warnings, record: null }
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
function faultOf(issue: z.core.$ZodIssue, record: unknown): Fault {
  const own = issue.code === 'custom' ? (issue.params?.fault as Fault | undefined) : undefined
  if (own) return own
  const received = at(record, issue.path)
  return { type: nativeType(issue, received), received }
}

function nativeType(issue: z.core.$ZodIssue, received: unknown): FaultType {
  switch (issue.code) {
    case 'invalid_value':
      return typeof received === 'string' && !received.isWellFormed() ? 'string_unicode' : 'enum'
    case 'invalid_type':
      if (issue.path.length === 0) return 'model_type'
      if (issue.expected === 'array') return issue.path[0] === 'zone_eligibilite' ? 'list_type' : 'set_type'
      return received === undefined ? 'missing' : 'string_type'
    default:
      return 'value_error'
  }
}

function at(record: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (isObject(value) ? value[key as string] : undefined), record)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
