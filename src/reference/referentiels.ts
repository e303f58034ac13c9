import data from './data/referentiels.json' with { type: 'json' }

/** One accepted value of a référentiel, as the official schema publishes it. */
export interface ReferentielEntry {
  value: string
  /** French, for people. */
  label: string
  description: string | null
}

/** `categories` are the 16 headings of the thématiques: good for filters, refused as data. */
export type ReferentielName =
  | 'types'
  | 'frais'
  | 'modes_accueil'
  | 'modes_mobilisation'
  | 'mobilisable_par'
  | 'publics'
  | 'thematiques'
  | 'reseaux_porteurs'
  | 'categories'

/** Every value of every référentiel of data·inclusion v1 (source: schema 1.0.8), in alphabetical order of values. */
export const referentiels: Readonly<Record<ReferentielName, readonly ReferentielEntry[]>> = {
  ...data,
  // Published without its accent.
  types: data.types.map(entry => ({ ...entry, label: entry.label.replace('materielle', 'matérielle') })),
}

const byValue = new Map(
  Object.entries(referentiels).map(([name, entries]) => [name, new Map(entries.map(entry => [entry.value, entry]))]),
)

/** The accepted values of a référentiel. */
export function valuesOf(name: ReferentielName): string[] {
  return referentiels[name].map(entry => entry.value)
}

/** The entry of a value, or null when the référentiel does not know it. */
export function entryOf(name: ReferentielName, value: string): ReferentielEntry | null {
  return byValue.get(name)?.get(value) ?? null
}

export function isReferentiel(name: string): name is ReferentielName {
  return byValue.has(name)
}

/** The French label of a value; the value itself when unknown. */
export function labelOf(name: ReferentielName, value: string): string {
  return entryOf(name, value)?.label ?? value
}

/** `mobilite--preparer-un-permis` → `mobilite`. */
export function categoryOf(thematique: string): string {
  return thematique.split('--')[0] ?? thematique
}
