import type { ConventionLine } from '../convention/convention.ts'
import type { ConventionField } from './mapping/fields.ts'

/** What a line of the convention states for a field, or null when it is silent; `words` is what the person sees. Months count 52/12 weeks. */
export function conventionValue(
  line: ConventionLine,
  field: ConventionField,
): { value: unknown; words: string } | null {
  const told = (value: unknown, words?: string | null) => {
    const empty = value === null || value === '' || (Array.isArray(value) && value.length === 0)
    return empty ? null : { value, words: words || (Array.isArray(value) ? value.join(', ') : String(value)) }
  }
  switch (field) {
    case 'nom':
      return told(line.title)
    case 'description':
      return told(line.content)
    case 'type':
      return told(line.type)
    case 'thematiques':
      return told(line.thematiques)
    case 'publics':
      return told(line.publics, line.publicsText)
    case 'publics_precisions':
      return told(line.publicsText)
    case 'mobilisable_par':
      return told(line.mobilisablePar)
    case 'volume_horaire_hebdomadaire':
      return told(line.hoursPerWeek, line.hoursText)
    case 'nombre_semaines':
      return told(line.weeks ?? (line.months === null ? null : Math.round((line.months * 52) / 12)), line.hoursText)
    case 'zone_eligibilite':
      return told(line.zone, line.zoneText)
    case 'debut':
      return told(line.start)
    case 'fin':
      return told(line.end)
    case 'places':
      return told(line.places, line.placesText)
  }
}

const linesOf = new WeakMap<object, ReadonlyMap<string, ConventionLine>>()

/** Lines of a convention by id, and by those that they had before. */
export function conventionLines(
  fiches: readonly { lines: readonly ConventionLine[] }[],
): ReadonlyMap<string, ConventionLine> {
  const known = linesOf.get(fiches)
  if (known) return known
  const lines = fiches.flatMap(fiche => fiche.lines)
  const byId = new Map([
    ...lines.flatMap(line => line.was.map(id => [id, line] as const)),
    ...lines.map(line => [line.id, line] as const),
  ])
  linesOf.set(fiches, byId)
  return byId
}
