import { frenchDate } from '../../common/french.ts'
import type { DoraService } from '../../dora/port.ts'
import { sameMoment } from '../../dora/same-moment.ts'
import type { Link } from '../../ledger/links.ts'

/**
 * When a service was published in DORA, when it was last written there and by whom, in French; empty where nothing of it is known.
 * @param link what the ledger remembers of it
 * @param live as DORA shows it now, or null when it does not answer
 */
export function lifeInDora(
  link: Pick<Link, 'origin' | 'published' | 'modified' | 'edited'> | null,
  live: Pick<DoraService, 'publicationDate' | 'modificationDate'> | null,
): string {
  if (link === null) return ''
  const published = live?.publicationDate ?? link.published
  const edited = link.edited !== null && Date.parse(link.edited) > Date.parse(link.modified) ? link.edited : null
  const last = live?.modificationDate ?? edited ?? link.modified
  const ours = sameMoment(last, link.modified)
  // A service that was taken over was last written before by whoever held it.
  const by = !ours ? ', par quelqu’un dans DORA' : link.origin === 'created' ? ', par le robot' : ''
  return [
    ...(published === null ? [] : [`Publiée le ${frenchDate(published)}.`]),
    ...(Number.isNaN(Date.parse(last)) ? [] : [`Dernière écriture le ${frenchDate(last)}${by}.`]),
  ].join(' ')
}
