import type { DoraService } from '../dora/port.ts'
import { sameMoment } from '../dora/same-moment.ts'
import type { Link } from '../ledger/links.ts'
import type { Field } from './fields.ts'

/**
 * DORA's date moved and it was not by our last write: somebody saved the service there. A value of theirs that stands tells it too, where a process that
 * died forgot it.
 * @param kept fields that stay as DORA has them
 * @returns that date, or null
 */
export function savedByPerson(
  link: Pick<Link, 'modified' | 'edited' | 'base' | 'settled'>,
  actual: Pick<DoraService, 'modificationDate'>,
  kept: readonly Field[],
): string | null {
  if (!sameMoment(actual.modificationDate, link.modified)) return actual.modificationDate
  const forgotten = link.edited === null && link.settled === null && kept.some(field => Object.hasOwn(link.base, field))
  return forgotten ? actual.modificationDate : null
}
