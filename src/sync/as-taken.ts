import { type Dialect, isSaidElsewhere } from '../dora/dialect.ts'
import type { DoraServiceFields } from '../dora/port.ts'
import { missingToPublish } from '../dora/publishing.ts'
import { SERVICE_FIELDS } from '../dora/service-fields.ts'
import { FIELDS, type Field, isEmpty } from './fields.ts'
import { pick } from './patch.ts'

export interface Taken {
  fields: DoraServiceFields
  /** Fields that the source fills in and this account cannot write in this DORA. */
  unwritable: Field[]
  /** What is missing to publish without them, in French; null when nothing is, or the source did not want to publish. */
  heldBack: string | null
}

/** What this DORA takes, from this account, of what the source says: never published while a contact that people need cannot be written. */
export function asTaken(fields: DoraServiceFields, dialect: Dialect): Taken {
  const unwritable = closedTo(dialect).filter(field => !isEmpty(field, fields[field]))
  if (unwritable.length === 0 || fields.status !== 'PUBLISHED') return { fields, unwritable, heldBack: null }
  const left = FIELDS.filter(field => !unwritable.includes(field))
  const missing = missingToPublish(pick(fields, left))
  if (missing.length === 0) return { fields, unwritable, heldBack: null }
  const heldBack = missing.map(({ message }) => message).join(' ')
  return { fields: { ...fields, status: 'DRAFT' }, unwritable, heldBack }
}

/** The fields that can be sent. */
export const writable: (dialect: Dialect) => readonly Field[] = oncePer(dialect =>
  FIELDS.filter(field => dialect.unwritable[field] === undefined),
)

/** Fields that cannot be sent, and what they say would be lost. */
const closedTo = oncePer(dialect =>
  FIELDS.filter(
    field =>
      dialect.unwritable[field] !== undefined &&
      SERVICE_FIELDS[field].type !== 'flag' &&
      !isSaidElsewhere(field, dialect),
  ),
)

/** One dialect stands for all the offers of a pass. */
function oncePer<T>(work: (dialect: Dialect) => T): (dialect: Dialect) => T {
  const known = new WeakMap<Dialect, T>()
  return dialect => {
    const held = known.get(dialect)
    if (held !== undefined) return held
    const made = work(dialect)
    known.set(dialect, made)
    return made
  }
}
