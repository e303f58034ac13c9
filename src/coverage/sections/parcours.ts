import { html } from 'hono/html'
import { frenchDate, frenchEuros, frenchNumber } from '../../common/french.ts'
import { type Fragment, linked, table } from '../html-parts.ts'
import type { ReportLinks } from '../links.ts'
import type { CoverageReport, ParcoursRow, Sourced } from '../report-contract.ts'

/** The file of annexe 4 §2-a. */
export function parcoursSection(report: CoverageReport, links: ReportLinks): Fragment {
  return html`<p>Rubriques de l’annexe 4 (§ 2-a). Ce qui vient de l’offre du partenaire, et non de la convention, est marqué « (offre) ». Le coût unitaire additionne les deux parts.</p>
${table(
  'Parcours d’accompagnement mobilisables',
  [
    { header: 'Parcours', cell: (row: ParcoursRow) => linked(row.name, links.line?.(row.line)), row: true },
    { header: 'Porteur', cell: row => row.partner },
    { header: 'Période', cell: row => `${frenchDate(row.start)} – ${frenchDate(row.end)}` },
    { header: 'Durée', cell: row => said(row.duration) },
    { header: 'Heures par semaine', cell: row => said(row.weekly_hours, frenchNumber), number: true },
    { header: 'Modes', cell: row => said(row.modes) },
    { header: 'Public', cell: row => said(row.public) },
    { header: 'Coût unitaire', cell: row => said(row.unit_cost, frenchEuros), number: true },
    { header: 'Places', cell: row => placesOf(row), number: true },
    { header: 'Co-financeurs', cell: row => (row.cofunders.length === 0 ? '–' : row.cofunders.join(', ')) },
    { header: 'Manque', cell: row => (row.gaps.length === 0 ? '–' : row.gaps.join(', ')) },
  ],
  report.parcours,
)}`
}

const said = <T extends string | number>(found: Sourced<T>, show: (value: T) => string = String) =>
  found.value === null
    ? html`<span class="quiet">non dit</span>`
    : html`${show(found.value)}${found.from === 'offre' ? html` <span class="quiet">(offre)</span>` : ''}`

/** The number funded; else what the text says of one session, or of one person's aid. */
function placesOf(row: ParcoursRow): Fragment {
  const { places, per_session, ceiling } = row
  if (places.value !== null) return said(places, frenchNumber)
  const words = [
    ...(per_session === null
      ? []
      : [
          `${per_session.min === per_session.max ? per_session.max : `${per_session.min} à ${per_session.max}`} par session`,
        ]),
    ...(ceiling === null ? [] : [`${frenchEuros(ceiling)} au plus par personne`]),
  ]
  return words.length === 0 ? said(places) : html`<span class="wraps">${words.join(', ')}</span>`
}
