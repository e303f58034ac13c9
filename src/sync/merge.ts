import type { DoraServiceFields } from '../dora/port.ts'
import { SERVICE_FIELDS } from '../dora/service-fields.ts'
import type { Conflict } from '../ledger/conflict.ts'
import { FIELDS, type Field, isEmpty, same, TOGETHER } from './fields.ts'
import { type Patch, put } from './patch.ts'
import { isRefused, type Refused } from './refused-values.ts'

/** What a named person decided for one field. `once`: ours goes over the very value they were shown. */
export type Side = { side: 'theirs' } | { side: 'ours' } | { side: 'ours-once'; theirs: unknown }

/** `adopt`: DORA's rewriting is the base from now on; `ours`: the source's value is written over it. */
export type Rewritings = Partial<Record<Field, 'adopt' | 'ours'>>

export interface MergeInput {
  /** What the source says today. */
  desired: DoraServiceFields
  /** What DORA returned when we last wrote, by field; a field that is absent was never ours. */
  base: Patch
  /** What the source said then. */
  sent: Patch
  /** What DORA holds now. */
  actual: DoraServiceFields
  /** Fields this account cannot read: unknown, not empty. */
  hidden: readonly Field[]
  neverOurs: readonly string[]
  /** Fields that this DORA takes from this account; the others are never sent, and so never remembered as sent. */
  writable: readonly Field[]
  sides: Partial<Record<Field, Side>>
  /** DORA's date has not moved since our last write, and no person ever saved the service: what moved nevertheless was rewritten by DORA itself. */
  untouched?: boolean
  /** What a person said of the fields that DORA rewrote. */
  rewritings?: Rewritings
  /** Values that people refused: never written. */
  refused?: Refused
}

export interface Merged {
  /** What to write, and nothing else. */
  change: Patch
  conflicts: Conflict[]
  /** Fields that a person moved in DORA and that stay. */
  kept: Field[]
  /** Fields the source moved but that cannot be read in DORA, hence not written. */
  unreadable: Field[]
  /** Fields that DORA rewrote by itself, and of which nobody decided yet: nothing is written on them. */
  rewritten: Field[]
  /** Fields whose value a person refused. */
  refused: Field[]
  /** Memories to move without a write. */
  rebase: { base: Patch; sent: Patch }
}

/**
 * Three-way, field by field. The source moved when it no longer says what it said at our last write (`sent`); DORA moved when
 * it no longer holds what it returned then (`base`). Only the source moved: write. Only DORA moved: a person's work, it stays.
 * Both, to different values: a conflict, DORA's stays. Both to the same: agreement.
 * On a service that a person typed (no base) what is filled in is theirs and what is empty is ours to fill, but where empty is an answer.
 */
export function mergeFields(input: MergeInput): Merged {
  const merged: Merged = {
    change: {},
    conflicts: [],
    kept: [],
    unreadable: [],
    rewritten: [],
    refused: [],
    rebase: { base: {}, sent: {} },
  }
  for (const field of FIELDS) mergeField(field, input, merged)
  for (const group of TOGETHER) keepTogether(group, input, merged)
  return merged
}

function mergeField(field: Field, input: MergeInput, merged: Merged): void {
  const { desired, base, sent, actual } = input
  const ours = desired[field]
  const theirs = actual[field]
  const sourceMoved = !Object.hasOwn(sent, field) || !same(field, ours, sent[field])
  if (input.hidden.includes(field)) {
    if (sourceMoved && input.writable.includes(field)) merged.unreadable.push(field)
    return
  }
  if (input.neverOurs.includes(field) || !input.writable.includes(field)) return
  const choice = input.sides[field]
  if (choice?.side === 'theirs') return
  if (same(field, ours, theirs)) {
    const remembered = Object.hasOwn(base, field) && same(field, base[field], theirs) && !sourceMoved
    if (!remembered) {
      put(merged.rebase.base, field, theirs)
      put(merged.rebase.sent, field, ours)
    }
    return
  }
  if (isRefused(field, ours, input.refused ?? {})) {
    merged.refused.push(field)
    return
  }
  if (choice?.side === 'ours' || (choice?.side === 'ours-once' && same(field, choice.theirs, theirs))) {
    put(merged.change, field, ours)
    return
  }
  const known = Object.hasOwn(base, field)
  // A value that a person took back is theirs, though the write was ours.
  const decided = input.refused?.[field] !== undefined
  if (known && input.untouched === true && !decided && !same(field, base[field], theirs)) {
    const said = input.rewritings?.[field]
    if (said === undefined) merged.rewritten.push(field)
    else if (said === 'ours' || sourceMoved) put(merged.change, field, ours)
    else put(merged.rebase.base, field, theirs)
    return
  }
  // What is empty is an answer there («everyone»): filling it in would narrow what a person typed, so they are asked.
  if (!known && isAnswer(field) && isEmpty(field, theirs)) {
    merged.conflicts.push({ field, base: null, ours, theirs })
    return
  }
  // A point that somebody placed on the map is better than what an address gives.
  if (SERVICE_FIELDS[field].yields && !isEmpty(field, theirs) && !(known && same(field, base[field], theirs))) {
    merged.kept.push(field)
    if (sourceMoved) put(merged.rebase.sent, field, ours)
    return
  }
  // A source that says nothing has no quarrel with what a person wrote.
  if (!known && (SERVICE_FIELDS[field].empty === 'never' || isEmpty(field, ours))) {
    merged.kept.push(field)
    if (!Object.hasOwn(sent, field)) put(merged.rebase.sent, field, ours)
    else if (sourceMoved) merged.conflicts.push({ field, base: null, ours, theirs })
    return
  }
  const doraMoved = known ? !same(field, base[field], theirs) : !isEmpty(field, theirs)
  if (doraMoved && sourceMoved) merged.conflicts.push({ field, base: base[field] ?? null, ours, theirs })
  else if (doraMoved) merged.kept.push(field)
  else if (sourceMoved) put(merged.change, field, ours)
}

function isAnswer(field: Field): boolean {
  const { empty } = SERVICE_FIELDS[field]
  return empty === 'everyone' || empty === 'none'
}

function keepTogether(group: readonly Field[], input: MergeInput, merged: Merged): void {
  // One half refused, the other would contradict what stays.
  if (group.some(field => merged.refused.includes(field)))
    for (const field of group) {
      if (!Object.hasOwn(merged.change, field)) continue
      delete merged.change[field]
      merged.refused.push(field)
    }
  const theirs = group.some(field => merged.kept.includes(field) || merged.conflicts.some(c => c.field === field))
  if (!theirs) return
  for (const field of group) {
    if (!Object.hasOwn(merged.change, field) || input.sides[field] !== undefined) continue
    delete merged.change[field]
    merged.conflicts.push({
      field,
      base: input.base[field] ?? null,
      ours: input.desired[field],
      theirs: input.actual[field],
    })
  }
}
