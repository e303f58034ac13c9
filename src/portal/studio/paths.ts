/** Where sources are added. */
export const ADD_PATH = '/sources/ajouter'
export const START_PATH = '/demarrer'
export const lessonPath = (id: string) => `/sources/apprendre/${encodeURIComponent(id)}`
/** @param offer rank from 1 @param field name of the studio's field that is open */
export const lessonPlace = (id: string, offer: number, field?: string) =>
  `${lessonPath(id)}?offre=${offer}${field ? `&champ=${field}#champ-${field}` : ''}`
