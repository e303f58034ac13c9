import { dayOf } from '../../normalise/mapping/column-days.ts'
import { topicsOf } from '../labels.ts'
import type { Read } from './door.ts'

const FIELD_TOPICS: Readonly<Record<string, string>> = {
  description: 'description',
  publics: 'publics',
  frais: 'frais',
  telephone: 'telephone',
  courriel: 'courriel',
  horaires_accueil: 'horaires',
  lieu: 'lieu',
  periode: 'dates',
  duree: 'duree',
  conditions_acces: 'conditions',
}

/** Columns of a table by the field of the schema that they fill. */
export function readsOfHeader(header: readonly string[]): Partial<Record<string, Read[]>> {
  const by = (topic: string) =>
    header.filter(words => words !== '' && topicsOf(words).some(found => found === topic)).map(read => ({ read }))
  const contact = by('contact')
  const named = by('nom').slice(0, 1)
  const reads: Partial<Record<string, Read[]>> = {
    nom: named.length > 0 ? named : header.slice(0, 1).map(read => ({ read })),
  }
  for (const [field, topic] of Object.entries(FIELD_TOPICS))
    reads[field] = [...by(topic), ...(field === 'telephone' || field === 'courriel' ? contact : [])]
  const town = by('commune').slice(0, 1)
  if (town.length > 0 || by('code_postal').length > 0) {
    const parts = ['adresse', 'code_postal', 'commune'].flatMap(topic => by(topic).slice(0, 1)).map(({ read }) => read)
    reads.lieu = [{ read: parts }, ...(reads.lieu ?? [])]
  } else reads.lieu = [...(reads.lieu ?? []), ...by('adresse')]
  for (const field of ['debut', 'fin']) reads[field] = by(field)
  const days = header.filter(words => dayOf(words) !== null)
  if (days.length > 1) reads.horaires_accueil = [{ read: days }]
  return reads
}
