import type { DoraStructure, Moved } from '../dora/port.ts'
import { sameMoment } from '../dora/same-moment.ts'
import type { KeptReading } from '../ledger/kept-reading.ts'
import { embedded } from './dora-view.ts'

/**
 * What still stands of the readings of an earlier pass, by what moved since: a structure none of whose services moved, came or went; a service
 * that did not move. A SIRET has no date: `alone`, a pass that somebody asked for by itself, looks again.
 */
export function standingReadings(readings: readonly KeptReading[], moved: Moved, alone: boolean): KeptReading[] {
  const unmoved = (slug: string, date: string) => sameMoment(moved.services.get(slug)?.date ?? date, date)
  const byHome = Map.groupBy(moved.services, ([, { structure }]) => structure)
  const asListed = (structure: DoraStructure) => {
    const listed = new Map(embedded(structure).map(line => [line.slug, line.modificationDate]))
    const met = byHome.get(structure.slug) ?? []
    return (
      met.every(([slug, { date }]) => sameMoment(listed.get(slug), date)) &&
      listed.entries().every(line => unmoved(...line))
    )
  }
  function stands(reading: KeptReading): boolean {
    switch (reading.of) {
      case 'siret':
        return !alone
      case 'candidate':
        return unmoved(reading.slug, reading.modified)
      case 'conflict':
        return unmoved(reading.service.slug, reading.service.modificationDate)
      case 'structure':
        // A list that does not say where a service is: it may be there.
        return !byHome.has(null) && asListed(reading.structure)
    }
  }
  return readings.filter(stands)
}
