import type { Typed } from './statement.ts'
import { typedDay } from './typed-day.ts'
import { typedHours, typedZone } from './typed-place.ts'
import type { Unusable } from './unapplied.ts'

/** `whole`: nothing of the answer is understood. */
type Unread = Unusable & { whole: boolean }

/**
 * Answers in words of which something cannot be read: it would be sent as silence.
 * What the schema judges is not looked at here. Pure.
 */
export function unreadable(fields: Typed, department: string): Unread[] {
  return Object.entries(fields).flatMap(([field, typed]): Unread[] => {
    if (typed === '') return []
    switch (field) {
      case 'zone_eligibilite': {
        const { values, unknown } = typedZone(typed, department)
        if (unknown.length === 0 && values.length > 0) return []
        const words = unknown.map(each => each.words).join(', ') || typed
        const expected = 'Attendu : une commune, une intercommunalité ou un département connus.'
        return [{ field, typed: words, expected, whole: values.length === 0 }]
      }
      case 'horaires_accueil': {
        const read = typedHours(typed)
        return 'value' in read ? [] : [{ field, typed, expected: `Attendu : ${read.expected}.`, whole: true }]
      }
      case 'debut':
      case 'fin':
        return typedDay(typed) === null
          ? [{ field, typed, expected: 'Attendu : une date comme 31/12/2027.', whole: true }]
          : []
      default:
        return []
    }
  })
}
