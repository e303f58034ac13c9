import { shown } from './messages.ts'
import { entryOf, type ReferentielName } from './referentiels.ts'

/** A record as it came: anything. */
export type Raw = Record<string, unknown>
/** Tells one thing that was done, in French. */
export type Step = (from: string, to: string | null, lossy: boolean, words: string) => void
type Table = Readonly<Record<string, readonly string[]>>

/**
 * Old values to new ones, by the official table. A value that only v1 knows stays; one that neither knows stays too, for the validation to name it,
 * except where the old lists are open (networks, ways of orientation, «autre»): there it is laid aside and told.
 */
export function mapped(
  from: string,
  to: ReferentielName,
  values: readonly string[],
  table: Table,
  step: Step,
): string[] {
  const found = new Set<string>()
  for (const value of values) {
    const targets = Object.hasOwn(table, value) ? table[value] : undefined
    if ((targets === undefined && entryOf(to, value)) || (targets?.length === 1 && targets[0] === value)) {
      found.add(value)
      continue
    }
    if (targets === undefined) {
      if (to !== 'reseaux_porteurs' && to !== 'modes_mobilisation' && !value.endsWith('--autre')) found.add(value)
      else step(from, to, true, `« ${value} » n’est pas dans la table officielle : valeur laissée de côté.`)
      continue
    }
    step(from, to, to !== 'modes_mobilisation', mappingWords(value, targets))
    for (const target of targets) found.add(target)
  }
  return [...found]
}

function mappingWords(value: string, targets: readonly string[]): string {
  const was = `« ${value} »`
  if (targets.length === 0) return `${was} n’a pas d’équivalent : valeur laissée de côté.`
  if (targets.length === 1) return `${was} devient « ${targets[0]} ».`
  return `${was} devient ${targets.length} valeurs, plus larges peut-être que ce qui était voulu : ${targets.join(', ')}.`
}

export function rename(record: Raw, old: Raw, from: string, to: string): void {
  if (old[from] !== undefined && old[from] !== null && (record[to] === undefined || record[to] === null))
    record[to] = old[from]
}

export function dropped(old: Raw, fields: readonly string[], step: Step): void {
  for (const field of fields) {
    const value = old[field]
    if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)) continue
    step(field, null, true, `v1 n’a pas de place pour cette information (${shown(value)}).`)
  }
}

export function text(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null
}

/** A list of texts; one text counts as a list of one; anything else is null. */
export function list(value: unknown): string[] | null {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value]
  return Array.isArray(value) ? value.filter(one => typeof one === 'string' && one !== '') : null
}

export function joined(parts: readonly (string | null)[], separator = '\n'): string | null {
  const kept = parts.filter(part => part !== null)
  return kept.length > 0 ? kept.join(separator) : null
}
