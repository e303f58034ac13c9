import type { NormalisedOffer } from './normalised-offer.ts'
import { parseDuration } from './transforms/duration.ts'

const FIELDS = { volume_horaire_hebdomadaire: 'hours', nombre_semaines: 'weeks' } as const

/** Words of the ranges behind an offer's hours a week and number of weeks («de 4 à 26 h par semaine»), by field: the number kept is only their most. */
export function toldRanges({
  service,
  provenance,
}: Pick<NormalisedOffer, 'service' | 'provenance'>): Partial<Record<keyof typeof FIELDS, string>> {
  const told: Partial<Record<keyof typeof FIELDS, string>> = {}
  for (const field of Object.keys(FIELDS) as (keyof typeof FIELDS)[]) {
    if (service[field] === null) continue
    for (const { words } of provenance[field] ?? []) {
      const parsed = parseDuration(words)
      const range = parsed.ok ? parsed.values[0]?.ranges[FIELDS[field]] : undefined
      if (range !== undefined) told[field] ??= range.replace(/\.$/, '')
    }
  }
  return told
}
