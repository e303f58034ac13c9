import { nearest } from '../../common/text.ts'

/** A name of a raw field that a mapping reads, and the rule's place in the file. */
export interface ReadName {
  name: string
  path: (string | number)[]
}

/** Every raw field that a mapping reads, wherever: rules, checks, conditions, `each`. The `harvest:` part names selectors and is the connector's. */
export function readNames(mapping: unknown): ReadName[] {
  const found: ReadName[] = []
  const visit = (value: unknown, path: (string | number)[]): void => {
    if (Array.isArray(value)) {
      for (const [at, inner] of value.entries()) visit(inner, [...path, at])
      return
    }
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) {
      if (path.length === 0 && key === 'harvest') continue
      if (key === 'table' || key === 'options') continue
      const names = key === 'read' ? [inner].flat().filter(name => typeof name === 'string') : []
      for (const [at, name] of names.entries())
        found.push({ name, path: Array.isArray(inner) ? [...path, key, at] : [...path, key] })
      if (key !== 'read') visit(inner, [...path, key])
    }
  }
  visit(mapping, [])
  return found
}

/** Whether a field that a source gave is what a rule reads under a name: that very field, one inside an object that is read whole, or one of an element of a list (`item.nom`). */
export const isReadAs = (name: string, given: string): boolean =>
  given === name ||
  given.startsWith(`${name}.`) ||
  (name.startsWith('item.') && given.endsWith(name.slice('item'.length)))

/** Raw fields that a `harvest:` part gives by itself, whatever the document; null when only the document tells (columns, properties). */
export function givenNames(harvest: Readonly<Record<string, unknown>>): ReadonlySet<string> | null {
  const namesIn = (value: unknown): string[] => (typeof value === 'object' && value !== null ? Object.keys(value) : [])
  switch (harvest.kind) {
    case 'html':
      // The columns of a table are named by its header.
      if (harvest.table !== undefined) return null
      return new Set([...namesIn(harvest.page), ...namesIn(harvest.fields), ...listNames(harvest.list)])
    case 'pdf':
    case 'docx':
      return new Set(['texte', ...namesIn(harvest.fields)])
    default:
      return null
  }
}

const listNames = (list: unknown): string[] =>
  typeof list === 'object' && list !== null && 'fields' in list && typeof list.fields === 'object'
    ? Object.keys(list.fields ?? {})
    : []

/** What is wrong with a name that nobody gives, in French. */
export function nobodyGives(name: string, given: Iterable<string>): string {
  const names = [...given]
  const [near] = nearest(name, names)
  return `aucun champ lu ne s’appelle « ${name} »${near ? ` ; vouliez-vous dire « ${near} » ?` : ` ; champs lus : ${names.join(', ')}`}`
}
