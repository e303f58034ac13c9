import { fold } from '../common/text.ts'
import type { Conflict } from '../ledger/conflict.ts'
import type { Field } from './fields.ts'
import type { Side } from './merge.ts'
import type { Patch } from './patch.ts'

const WORDS: readonly Field[] = ['fullDesc', 'shortDesc']

/**
 * The name and the description of a known offer both change: its page may have become another thing (an error page, another offer under the same address).
 * These fields then wait for a person, with both versions side by side; empty when nothing of the kind, or when a person already decided. Case, accents and
 * punctuation do not count.
 */
export function becameAnother(input: {
  /** What would be written. */
  change: Patch
  /** What the source said at the last write. */
  sent: Patch
  /** What DORA shows now. */
  actual: Patch
  sides: Partial<Record<Field, Side>>
}): Conflict[] {
  const moved = (field: Field) => {
    const before = input.sent[field]
    const now = input.change[field]
    return (
      typeof before === 'string' &&
      typeof now === 'string' &&
      fold(before) !== fold(now) &&
      input.sides[field] === undefined
    )
  }
  if (!moved('name') || !moved('fullDesc')) return []
  return (['name', ...WORDS] as const)
    .filter(field => Object.hasOwn(input.change, field))
    .map(field => ({
      field,
      base: input.sent[field] ?? null,
      ours: input.change[field] ?? null,
      theirs: input.actual[field] ?? null,
    }))
}
