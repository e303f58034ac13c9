import type { OpenLesson } from '../../studio/studio.ts'

/** Where sources are added. */
export const ADD_PATH = '/sources/ajouter'
export const START_PATH = '/demarrer'
export const lessonPath = (id: string) => `/sources/apprendre/${encodeURIComponent(id)}`
/** @param offer rank from 1 @param field name of the studio's field that is open */
export const lessonPlace = (id: string, offer: number, field?: string) =>
  `${lessonPath(id)}?offre=${offer}${field ? `&champ=${field}#champ-${field}` : ''}`

/** Where one field of one offer is, by the key of the offer; the first offer when none has it. */
export function placeOfOffer({ id, tried }: Pick<OpenLesson, 'id' | 'tried'>, key: string, field: string): string {
  const at = tried.offers.findIndex(each => each.key === key || each.offer?.key === key)
  return field === '' ? lessonPath(id) : lessonPlace(id, Math.max(0, at) + 1, field)
}

/** The way to teach a source that is known, under its own id. */
export function teachPath(source: string, misread: { key: string; field: string } | null = null): string {
  const asked = new URLSearchParams({ source, ...(misread && { cle: misread.key, champ: misread.field }) })
  return `${ADD_PATH}?${asked}`
}
