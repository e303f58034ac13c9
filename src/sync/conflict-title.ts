import { sayFields } from '../dora/field-label.ts'
import type { Conflict } from '../ledger/conflict.ts'

/** «Conflit sur « Atelier » : résumé et courriel», in the inbox. */
export function conflictTitle(name: string, conflicts: readonly Pick<Conflict, 'field'>[]): string {
  return `Conflit sur « ${name} » : ${sayFields(conflicts.map(({ field }) => field))}`
}

/** The same title once only these fields still wait for an answer. */
export function retitled(title: string, left: readonly Pick<Conflict, 'field'>[]): string {
  return title.replace(/^(.*»\s:\s).*$/s, (_, start: string) => start + sayFields(left.map(({ field }) => field)))
}
