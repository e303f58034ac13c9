import { canonicalJson, sha256 } from '../common/digest.ts'
import type { Policy } from '../config/source.ts'
import type { Dialect } from '../dora/dialect.ts'
import type { DoraServiceFields, DoraStatus } from '../dora/port.ts'
import { isFieldChoice, isRewriting, type StoredChoice } from '../ledger/choices.ts'
import type { Desired } from '../ledger/plan.ts'
import { asTaken, writable } from './as-taken.ts'
import type { Field } from './fields.ts'
import { contentText } from './fields.ts'
import type { Rewritings, Side } from './merge.ts'
import { type Refused, refusedOf } from './refused-values.ts'

/** @see Choice, `rewritten:…`; `at`: ISO instant */
export interface Rewriting {
  field: Field
  side: 'adopt' | 'ours'
  at: string
}

/** All that the merge of one offer depends on, DORA apart. */
export interface OfferContext {
  desired: Desired
  /** `desired.fields` as policy and DORA let them be. */
  fields: DoraServiceFields
  /** Fingerprint under which the offer is settled. */
  settles: string
  neverOurs: readonly string[]
  /** Fields that this DORA takes from this account. */
  writable: readonly Field[]
  /** Those that the source fills in and that cannot be written. */
  unwritable: readonly Field[]
  /** Why it is not published although it could be, in French; null: it is, or was not to be. */
  heldBack: string | null
  sides: Partial<Record<Field, Side>>
  refused: Refused
  /** What people said of DORA's own rewritings, and when. */
  rewritingsSaid: readonly Rewriting[]
}

export function contextOf(
  desired: Desired,
  policy: Policy,
  choices: readonly StoredChoice[],
  dialect: Dialect,
): OfferContext {
  const { fields, unwritable, heldBack } = asTaken(effectiveFields(desired.fields, policy.mode), dialect)
  const sides = sidesOf(desired.key, choices)
  const refused = refusedOf(desired.key, choices)
  return {
    desired,
    fields,
    sides,
    refused,
    unwritable,
    heldBack,
    rewritingsSaid: choices.flatMap(choice =>
      isRewriting(choice)
        ? [{ field: choice.topic.slice('rewritten:'.length) as Field, side: choice.value.side, at: choice.decided }]
        : [],
    ),
    writable: writable(dialect),
    neverOurs: policy.neverOurs,
    settles: settlingFingerprint(fields, policy, sides, dialect.unwritable, refused),
  }
}

/** What people said of the fields that DORA rewrites by itself, for a service that we last wrote at `modified`: «ours» is said once, never for ever. */
export function rewritingsOf(all: readonly Rewriting[], modified: string): Rewritings {
  return Object.fromEntries(
    all
      .filter(({ side, at }) => side === 'adopt' || Date.parse(modified) < Date.parse(at))
      .map(({ field, side }) => [field, side]),
  )
}

/** What people decided, field by field, for one offer. */
export function sidesOf(key: string, choices: readonly StoredChoice[]): Partial<Record<Field, Side>> {
  const sides: Partial<Record<Field, Side>> = {}
  for (const choice of choices) {
    if (choice.key !== key || !isFieldChoice(choice)) continue
    const field = choice.topic.slice('field:'.length) as Field
    sides[field] = choice.value.once ? { side: 'ours-once', theirs: choice.value.theirs } : { side: choice.value.side }
  }
  return sides
}

/** What the source says, as far as policy lets it: the status is never above the source's mode. */
function effectiveFields(fields: DoraServiceFields, mode: Policy['mode']): DoraServiceFields {
  return { ...fields, status: allowedStatus(fields.status, mode) }
}

function allowedStatus(wanted: DoraStatus, mode: Policy['mode']): DoraStatus {
  switch (mode) {
    case 'publish':
      return wanted
    case 'draft':
      return 'DRAFT'
    case 'suggest':
      return 'SUGGESTION'
  }
}

/** Changes when anything that the merge of an offer depends on changes, DORA apart; spelling of blanks and order of sets do not count. */
function settlingFingerprint(
  fields: DoraServiceFields,
  policy: Policy,
  sides: Partial<Record<string, Side>>,
  unwritable: Dialect['unwritable'],
  refused: Refused,
): string {
  const closed = Object.keys(unwritable).sort()
  const values = Object.entries(refused).map(([field, { ours }]) => [field, ours])
  // Canonical JSON, of which the content is written already. None is left out: what was settled before DORA was asked what it takes, or people could refuse, stays settled.
  const parts = [
    ...(closed.length > 0 ? [`"closed":${canonicalJson(closed)}`] : []),
    `"content":${contentText(fields)}`,
    `"neverOurs":${canonicalJson([...policy.neverOurs].sort())}`,
    ...(values.length > 0 ? [`"refused":${canonicalJson(values)}`] : []),
    `"sides":${canonicalJson(sides)}`,
  ]
  return sha256(`{${parts.join(',')}}`)
}
