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
    { header: 'Coût unitaire', cell: row => costOf(row), number: true },
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

/** Euros a place; else the most that the text gives to one person. */
function costOf({ unit_cost, ceiling }: ParcoursRow): Fragment {
  return unit_cost.value === null && ceiling !== null
    ? html`<span class="wraps">${ceilingWords(ceiling)}</span>`
    : said(unit_cost, frenchEuros)
}

/** «1 000 € au plus par personne» */
export const ceilingWords = (ceiling: number): string => `${frenchEuros(ceiling)} au plus par personne`

/** The number funded; else the people of one session. */
function placesOf({ places, per_session }: ParcoursRow): Fragment {
  return places.value === null && per_session !== null
    ? html`<span class="wraps">${sessionWords(per_session)}</span>`
    : said(places, frenchNumber)
}

/** «8 à 12 par session» */
export const sessionWords = ({ min, max }: NonNullable<ParcoursRow['per_session']>): string =>
  `${min === max ? max : `${min} à ${max}`} par session`
