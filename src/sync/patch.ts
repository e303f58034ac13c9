import type { DoraService, DoraServiceFields } from '../dora/port.ts'
import type { Field } from './fields.ts'

export type Patch = Partial<DoraServiceFields>

/** `patch` with `field` set: the one place where a field's name and value meet without the compiler knowing which. */
export function put(patch: Patch, field: Field, value: unknown): void {
  const fields: Partial<Record<Field, unknown>> = patch
  fields[field] = value
}

/** Only these fields of `from` that it has. */
export function pick(from: Patch, fields: readonly Field[]): Patch {
  const picked: Patch = {}
  for (const field of fields) if (Object.hasOwn(from, field)) put(picked, field, from[field])
  return picked
}

export function keysOf(patch: Patch): Field[] {
  return Object.keys(patch) as Field[]
}

/** What could be read of a service in DORA. */
export function readable({ fields, hidden }: DoraService): Patch {
  return pick(
    fields,
    keysOf(fields).filter(field => !hidden.includes(field)),
  )
}
