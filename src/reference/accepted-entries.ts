import { type ReferentielEntry, type ReferentielName, referentiels } from './referentiels.ts'

/** The values that a record may hold, for a référentiel named by its word; null when it is no closed list of values (zones, tables of a mapping, headings). */
export function acceptedEntries(name: string): readonly ReferentielEntry[] | null {
  return Object.hasOwn(referentiels, name) && name !== 'categories' ? referentiels[name as ReferentielName] : null
}
