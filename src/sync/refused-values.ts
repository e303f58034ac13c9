import { sha256 } from '../common/digest.ts'
import { personName } from '../common/person-name.ts'
import type { DoraServiceFields } from '../dora/port.ts'
import { isRefusal, type RefusedValue, type StoredChoice } from '../ledger/choices.ts'
import { contentText, FIELDS, type Field, same } from './fields.ts'
import { keysOf, type Patch, put } from './patch.ts'

/** What people refused of one offer, by field; `*` is the offer as a whole. */
export type Refused = Partial<Record<Field | '*', RefusedValue & { by: string; at: string }>>

export function refusedOf(key: string, choices: readonly StoredChoice[]): Refused {
  const refused: Refused = {}
  for (const choice of choices) {
    if (choice.key !== key || !isRefusal(choice)) continue
    const field = choice.topic.slice('refused:'.length) as Field | '*'
    refused[field] = { ...choice.value, by: choice.decidedBy, at: choice.decided }
  }
  return refused
}

/** Whether a person said no to that very value. */
export function isRefused(field: Field, ours: unknown, refused: Refused): boolean {
  const said = refused[field]
  return said !== undefined && same(field, ours, said.ours)
}

/** Whether a person said no to the offer as it stands. */
export function isOfferRefused(fields: DoraServiceFields, refused: Refused): boolean {
  return refused['*'] !== undefined && refused['*'].ours === contentOf(fields)
}

/** What an offer says, as one word: blanks and the order of sets do not count. */
export function contentOf(fields: DoraServiceFields): string {
  return sha256(contentText(fields))
}

/** What of a change nobody refused. */
export function withoutRefused(change: Patch, refused: Refused): Patch {
  const rest: Patch = {}
  for (const field of keysOf(change)) if (!isRefused(field, change[field], refused)) put(rest, field, change[field])
  return rest
}

/** A new service without the values that people refused: a refused status leaves a draft. A name cannot be left out: see `isOfferRefused`. */
export function emptied(fields: DoraServiceFields, refused: Refused): DoraServiceFields {
  const rest = { ...fields }
  // Hardly anybody ever refuses anything.
  for (const field of Object.keys(refused).length === 0 ? [] : FIELDS) {
    if (field === 'name' || !isRefused(field, fields[field], refused)) continue
    const empty = field === 'status' ? 'DRAFT' : Array.isArray(fields[field]) ? [] : null
    put(rest as Patch, field, empty as never)
  }
  return rest
}

/** «Vous avez refusé …», for the line of an offer. */
export function sayRefused(said: { by: string; reason: string }): string {
  return `Refusé par ${personName(said.by)}${said.reason === '' ? '' : ` (${said.reason})`} : ce n’est plus proposé tant que la source dit la même chose.`
}
