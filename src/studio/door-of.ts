import type { Expectation } from '../harvest/connector.ts'
import type { Found } from '../learn/doors/door.ts'

/** Shapes by what their offers are known by: a page, a list that leads to pages, a table… */
const SHAPES: Readonly<Record<string, string>> = {
  html: 'sa page web',
  liste: 'une liste qui mène à la page de chaque offre',
  wordpress: 'l’interface de son site WordPress',
  ical: 'son agenda',
  'json-ld': 'ce que sa page dit aux moteurs de recherche',
  rss: 'son flux',
  tableur: 'un tableur',
  document: 'un document',
}
const ALIKE: Readonly<Record<string, string>> = {
  csv: 'tableur',
  xlsx: 'tableur',
  ods: 'tableur',
  pdf: 'document',
  docx: 'document',
}

/** The shape that a source is read in: what gives its offers their keys. */
export function doorOf({ kind, harvest }: Pick<Found, 'kind' | 'harvest'>): string {
  if (kind === 'html' && 'list' in harvest) return 'liste'
  return ALIKE[kind] ?? kind
}

/** Read in another shape, the same offers have other keys: they would all be new, and those that are known would be gone. @param door the shape in which it was taught */
export function otherDoor(door: string, now: { door: string; found: string }): Expectation {
  const [was, is] = [door, now.door].map(each => SHAPES[each] ?? `un fichier (${each})`)
  return {
    name: 'forme-de-la-source',
    expected: was ?? '',
    seen: is ?? '',
    message: `Cette source se lisait par ${was}, et ne se lit aujourd’hui que par ${is} (${now.found}). Si cela dure, « Revoir ce qui est lu » l’enseigne de nouveau.`,
  }
}
