import { parisDay } from '../common/paris-day.ts'
import { daysBetween } from '../coverage/published.ts'
import type { DoraService } from '../dora/port.ts'

/**
 * Whole days from the creation of a service to its last passing to «published», by DORA's own dates. Null where DORA does not tell both, or tells a
 * publication before the creation: a service that was brought in from elsewhere.
 */
export function publicationDelay({
  creationDate,
  publicationDate,
}: Pick<DoraService, 'creationDate' | 'publicationDate'>): number | null {
  const [created, published] = [Date.parse(creationDate), Date.parse(publicationDate ?? '')]
  if (Number.isNaN(created) || Number.isNaN(published)) return null
  const days = daysBetween(parisDay(new Date(created)), parisDay(new Date(published)))
  return days < 0 ? null : days
}
