import { rejectionAt } from '../common/rejection.ts'
import { sayFields } from '../dora/field-label.ts'
import type { DoraService } from '../dora/port.ts'
import { SERVICE_FIELDS } from '../dora/service-fields.ts'
import type { Link } from '../ledger/links.ts'
import type { OfferOutcome } from '../ledger/plan.ts'
import { type Field, isEmpty, same } from './fields.ts'
import { keysOf, type Patch } from './patch.ts'

/**
 * Fields that came back otherwise than they were sent: DORA answers 200 and keeps what it wants.
 * A contact that the account may not see is one it may not write either.
 */
export function notKept(sent: Patch, answer: Pick<DoraService, 'fields' | 'hidden'>): Field[] {
  return keysOf(sent).filter(field =>
    answer.hidden.includes(field)
      ? isSilent(field) && !isEmpty(field, sent[field])
      : !same(field, sent[field], answer.fields[field]),
  )
}

/** The same, of what was written in earlier passes. */
export function notKeptBefore({ base, sent }: Pick<Link, 'base' | 'sent'>): Field[] {
  return keysOf(sent).filter(field => Object.hasOwn(base, field) && !same(field, base[field], sent[field]))
}

/** «sauf téléphone et courriel, que DORA n’a pas gardés». */
export function exceptFields(fields: readonly Field[]): string {
  return `sauf ${sayFields(fields)} : DORA ne ${fields.length === 1 ? 'l’a pas gardé comme envoyé' : 'les a pas gardés comme envoyés'}`
}

function isSilent(field: Field): boolean {
  const { members, type } = SERVICE_FIELDS[field]
  return members === true && type !== 'flag'
}

/** What a person reads of it: which fields, of which service, and what to do. */
export function notKeptInbox(source: string, outcome: OfferOutcome, fields: readonly Field[]) {
  const { key, name, slug } = outcome
  const message = `DORA n’a pas gardé comme envoyé : ${sayFields(fields)}. Le reste est en place.`
  const rejection = rejectionAt('dora-pas-garde', `DORA, service « ${name} »`, {
    key,
    field: fields[0] ?? null,
    expected: 'À écrire sur le site de DORA, ou à demander à l’équipe de DORA (dora-sync doctor dit pourquoi).',
    message,
    whose: 'gestionnaire',
  })
  return {
    kind: 'rejection' as const,
    key,
    subject: `not-kept:${source}:${key}`,
    title: `${name} : ${message}`,
    detail: { ...rejection, slug },
  }
}
