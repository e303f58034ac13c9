import { html } from 'hono/html'
import { frenchDate } from '../../common/french.ts'
import { type Fragment, linked, table } from '../html-parts.ts'
import type { ReportLinks } from '../links.ts'
import { shortName } from '../map/area-map.ts'
import type { CoverageReport, ServiceRow } from '../report-contract.ts'

/** Services with a link to DORA, and to the desk for who has one. */
export function servicesTable(
  caption: string,
  services: readonly ServiceRow[],
  { areas }: Pick<CoverageReport, 'areas'>,
  links: ReportLinks,
): Fragment {
  const places = new Map(areas.map(({ code, name }) => [code, shortName(name)]))
  return table(
    caption,
    [
      { header: 'Service', cell: row => linked(row.name, links.offer?.(row.source, row.key)), row: true },
      { header: 'Structure', cell: row => linked(row.structure, links.structure?.(row.partner)) },
      { header: 'Reçoit à', cell: ({ epci }) => (epci === null ? '–' : (places.get(epci) ?? epci)) },
      { header: 'État', cell: row => (row.published ? PUBLISHED_WORDS[row.seen] : STATUS_WORDS[row.status]) },
      {
        header: 'Confirmé le',
        cell: row => (row.confirmed ? frenchDate(row.confirmed) : row.published ? 'jamais' : '–'),
      },
      { header: 'Score', cell: row => row.score.toFixed(2).replace('.', ','), number: true },
      {
        header: 'Dans DORA',
        cell: row =>
          row.slug === null
            ? '–'
            : links.service
              ? html`<a href="${links.service(row.slug)}">Voir dans DORA<span class="hidden"> : ${row.name}</span></a>`
              : row.slug,
      },
    ],
    services,
  )
}

/** Published is not seen. */
const PUBLISHED_WORDS: Record<ServiceRow['seen'], string> = {
  yes: 'publié, vu du public',
  no: 'publié, pas vu du public',
  unknown: 'publié',
}

const STATUS_WORDS: Record<ServiceRow['status'], string> = {
  PUBLISHED: 'terminé ou retiré',
  DRAFT: 'brouillon',
  SUGGESTION: 'suggestion',
  ARCHIVED: 'archivé',
  none: 'pas encore dans DORA',
}
