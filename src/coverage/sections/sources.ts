import { html } from 'hono/html'
import { frenchCount, frenchDateTime } from '../../common/french.ts'
import { countColumn, type Fragment, linked, table } from '../html-parts.ts'
import type { ReportLinks } from '../links.ts'
import type { CoverageReport, SourceAccount } from '../report-contract.ts'

/** When each source was last read, what is late first. */
export function sourcesSection({ sources }: CoverageReport, links: ReportLinks): Fragment {
  const rows = sources.toSorted(
    (a, b) =>
      Number(b.late) - Number(a.late) ||
      ((a.last_success ?? '') < (b.last_success ?? '') ? -1 : (a.last_success ?? '') > (b.last_success ?? '') ? 1 : 0),
  )
  return html`<p>${freshnessSentence(sources)} Une offre vaut ce que vaut la dernière lecture de sa source.</p>
${table(
  'Sources suivies, les plus en retard d’abord',
  [
    { header: 'Source', cell: source => source.name, row: true },
    { header: 'Structure', cell: source => linked(source.partner_name, links.structure?.(source.partner)) },
    { header: 'Dernière lecture réussie', cell: source => lastRead(source) },
    {
      header: 'État',
      cell: source =>
        source.standing === null
          ? '–'
          : source.late
            ? html`<span class="state bad">${source.standing}</span>`
            : source.standing,
    },
    countColumn<SourceAccount>('Offres', source => source.offers),
    countColumn<SourceAccount>('Publiées', source => source.published),
  ],
  rows,
)}`
}

/** «27 sources, toutes lues comme prévu.», or what is late and what was never read. */
export function freshnessSentence(sources: CoverageReport['sources']): string {
  const late = sources.filter(source => source.late).length
  const never = sources.filter(source => source.last_success === null).length
  const parts = [
    ...(late > 0 ? [`${late} en retard`] : []),
    ...(never > 0 ? [`${never} jamais ${never < 2 ? 'lue' : 'lues'} avec succès`] : []),
  ]
  if (sources.length === 0) return 'Aucune source n’est suivie.'
  return `${frenchCount(sources.length, 'source')}, ${parts.length === 0 ? 'aucune en retard' : parts.join(', ')}.`
}

const lastRead = ({ last_success }: SourceAccount) =>
  last_success === null ? 'jamais' : frenchDateTime(new Date(last_success))
