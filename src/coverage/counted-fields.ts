import { codePoints } from '../reference/field-rules.ts'
import type { Service } from '../reference/records.ts'

/** Fields that a report counts as they are. */
const PLAIN = [
  'source',
  'date_maj',
  'thematiques',
  'publics',
  'modes_accueil',
  'zone_eligibilite',
  'code_insee',
  'modes_mobilisation',
  'mobilisable_par',
  'frais',
  'volume_horaire_hebdomadaire',
  'nombre_semaines',
] as const
/** Fields of which it only counts whether they say anything. */
const SAID = ['adresse', 'telephone', 'courriel', 'lien_mobilisation', 'frais_precisions'] as const

/** All that a report counts of a service. Of an address, a contact, details and a description, other words that count alike may stand. */
export type CountedFields = Pick<Service, (typeof PLAIN)[number] | (typeof SAID)[number] | 'description'>

/** Each field has a number in kept texts: only ever added to, at the end. */
const NAMES: readonly (keyof CountedFields)[] = [...PLAIN, ...SAID, 'description']
const JUST_SAID: ReadonlySet<keyof CountedFields> = new Set(SAID)
/** From which lengths on, in characters, descriptions count otherwise. */
const LENGTHS = [0, 50, 200, 2000]
const DESCRIPTIONS = LENGTHS.map(length => 'x'.repeat(length))

/**
 * Fields as plain data, each after its number: without the words of anybody, and the same for services that count alike. Those that are not there are left out.
 * @param spoken leaves out those that say nothing too
 */
export function packFields(fields: Partial<CountedFields>, spoken = false): unknown[] {
  const pairs: unknown[] = []
  for (const [number, name] of NAMES.entries()) {
    const value = fields[name]
    if (value === undefined || (spoken && value === null)) continue
    if (name === 'description') pairs.push(number, lengthClass(String(value)))
    else if (!JUST_SAID.has(name)) pairs.push(number, value)
    else if (!spoken || value !== '') pairs.push(number, value ? 1 : 0)
  }
  return pairs
}

export function unpackFields(pairs: readonly unknown[]): Partial<CountedFields> {
  const fields: Record<string, unknown> = {}
  for (let at = 0; at < pairs.length; at += 2) {
    const name = NAMES[pairs[at] as number]
    if (name === undefined) throw new RangeError(`no such field: ${String(pairs[at])}`)
    const value = pairs[at + 1]
    if (name === 'description') fields[name] = DESCRIPTIONS[value as number]
    else fields[name] = JUST_SAID.has(name) ? (value === 1 ? 'x' : null) : value
  }
  return fields
}

/** A service that says nothing: what is not among the spoken fields. */
export const SILENT = Object.fromEntries(NAMES.map(name => [name, null])) as Record<keyof CountedFields, null>

function lengthClass(text: string): number {
  const length = codePoints(text)
  return LENGTHS.findLastIndex(least => length >= least)
}
