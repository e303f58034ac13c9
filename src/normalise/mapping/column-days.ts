import { fold } from '../../common/text.ts'

const DAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche']
const SHORT = ['lun', 'mar', 'mer', 'jeu', 'ven', 'sam', 'dim']
const ENGLISH = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/** The one day that the name of a field says («Horaires du lundi», `openingHours.monday`), in French; null when it says none, or several. */
export function dayOf(name: string): string | null {
  const words = fold(name.replace(/([a-z])([A-Z])/g, '$1 $2')).split(' ')
  const found = DAYS.filter((day, at) =>
    [day, SHORT[at], ENGLISH[at]].some(word => word !== undefined && words.includes(word)),
  )
  return found.length === 1 ? (found[0] ?? null) : null
}

/** The days of these fields when a file has one field per day: each says one, and together more than one. Null: they are ordinary fields. */
export function daysOf(names: readonly string[]): ReadonlyMap<string, string> | null {
  const days = new Map<string, string>()
  for (const name of names) {
    const day = dayOf(name)
    if (day === null) return null
    days.set(name, day)
  }
  return new Set(days.values()).size > 1 ? days : null
}

/** What stands in the field of a day that has no hours. */
export const isNoHours = (words: string): boolean => /^(?:[-–—/.x]*|n\.?a\.?|néant|aucun|non)$/i.test(words.trim())
