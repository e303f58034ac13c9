import { topicsOf } from '../labels.ts'
import type { Unit } from '../line.ts'
import type { Read } from './door.ts'

/** Labels of the units, topic by topic, as the connector reads them. */
export function fieldsOf(units: readonly Unit[], heading: string, text: string): Record<string, unknown> {
  const fields: Record<string, unknown> = { nom: { select: heading, required: true }, texte: text }
  for (const [name, labels] of labelsByTopic(units)) fields[name] = { label: [...labels] }
  return fields
}

function labelsByTopic(units: readonly Unit[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const { lines } of units)
    for (const { label } of lines) {
      const [topic] = label === null ? [] : topicsOf(label)
      if (label === null || topic === undefined || topic === 'nom') continue
      found.set(topic, (found.get(topic) ?? new Set()).add(label))
    }
  return found
}

const FIELD_TOPICS: Readonly<Record<string, string[]>> = {
  description: ['description'],
  publics: ['publics'],
  frais: ['frais'],
  telephone: ['telephone', 'contact', 'inscription'],
  courriel: ['courriel', 'contact', 'inscription'],
  horaires_accueil: ['horaires', 'lieu'],
  lieu: ['lieu', 'adresse'],
  periode: ['dates'],
  duree: ['duree'],
  conditions_acces: ['conditions'],
}
const escaped = (text: string): string => text.replace(/\s*[:?]\s*$/, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const WHOLE: ReadonlySet<string> = new Set(['description'])

/** How each field of the schema is read from them, in order of preference. */
export function readsOf(units: readonly Unit[]): Partial<Record<string, Read[]>> {
  const labels = labelsByTopic(units)
  const reads: Partial<Record<string, Read[]>> = { nom: [{ read: 'nom' }] }
  for (const [field, topics] of Object.entries(FIELD_TOPICS)) {
    const own = topics.flatMap(topic => {
      const words = [...(labels.get(topic) ?? [])]
      // The second way, when the label is no element of its own.
      return words.length === 0
        ? []
        : [
            { read: topic },
            { read: 'texte', match: `(?:^|\\n)(?:${words.map(escaped).join('|')})\\s?[:?]\\s*([^\\n]+)` },
          ]
    })
    const rest = WHOLE.has(field) ? [{ read: 'texte' }] : []
    if (own.length + rest.length > 0) reads[field] = [...own, ...rest]
  }
  return reads
}
