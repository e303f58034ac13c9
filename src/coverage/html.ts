import { html, raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import { frenchDate } from '../common/french.ts'
import type { Comparison } from './compare.ts'
import type { GapsAsked } from './gaps.ts'
import { comparisonSection } from './html-comparison.ts'
import type { Fragment } from './html-parts.ts'
import type { ReportLinks } from './links.ts'
import type { CoverageReport } from './report-contract.ts'
import { actionsSection } from './sections/actions.ts'
import { catalogueSection } from './sections/catalogue.ts'
import { figuresSection } from './sections/figures.ts'
import { gapsSection } from './sections/gaps.ts'
import { parcoursSection } from './sections/parcours.ts'
import { servicesSection } from './sections/services.ts'
import { sourcesSection } from './sections/sources.ts'
import { structuresSection } from './sections/structures.ts'
import { territorySection } from './sections/territories.ts'
import { todoSection } from './sections/todo.ts'

export interface RenderOptions {
  /** Address of its files without their ending; without it, no links to them. */
  files?: string
  /** Permalink of this very report, and its fingerprint. */
  permalink?: { href: string; fingerprint: string }
  comparison?: Comparison
  links?: ReportLinks
  /** The gaps that are asked for. */
  asked?: GapsAsked
}

export interface ReportPart {
  /** In its address, and on its heading. */
  id: string
  title: string
  render: (report: CoverageReport, options: RenderOptions) => Fragment
}

/** The parts of the report, in their order: each is a page of the portal and a section of the whole. */
export const REPORT_PARTS: readonly ReportPart[] = [
  {
    id: 'actions',
    title: 'Les actions de la convention',
    render: (r, { links = {} }) => actionsSection(r, links),
  },
  { id: 'structures', title: 'Les structures', render: (r, { links = {} }) => structuresSection(r, links) },
  {
    id: 'a-faire',
    title: 'À faire, partenaire par partenaire',
    render: (r, { links = {} }) => todoSection(r, links),
  },
  {
    id: 'territoires',
    title: 'Les territoires',
    render: (r, { links = {} }) => territorySection(r, links),
  },
  {
    id: 'manques',
    title: 'Les manques, par territoire, thématique et public',
    render: (r, { links = {}, asked }) => gapsSection(r, links, asked),
  },
  { id: 'catalogue', title: 'La santé du catalogue', render: (r, { links = {} }) => catalogueSection(r, links) },
  { id: 'services', title: 'Les services', render: (r, { links = {} }) => servicesSection(r, links) },
  { id: 'parcours', title: 'Le fichier des parcours', render: (r, { links = {} }) => parcoursSection(r, links) },
  {
    id: 'lectures',
    title: 'Quand chaque source a été lue',
    render: (r, { links = {} }) => sourcesSection(r, links),
  },
  { id: 'definitions', title: 'Les chiffres et leur définition', render: figuresSection },
]

/** The whole report as the inside of a page's `main`: headings from h2 on, no script, no inline style. */
export function renderReport(report: CoverageReport, options: RenderOptions = {}): HtmlEscapedString {
  return html`<div class="report">
${renderOpening(report, options)}
<nav class="no-print" aria-labelledby="sommaire"><p id="sommaire"><strong>Dans ce rapport</strong></p>
<ul>${REPORT_PARTS.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
${options.comparison ? comparisonSection(options.comparison) : ''}
${REPORT_PARTS.map(({ id, title, render }) => html`<h2 id="${id}">${title}</h2>\n${render(report, options)}`)}
</div>` as HtmlEscapedString // nothing in it waits
}

/** One part alone, under the h1 of its page: its headings go up by one. */
export function renderPart(report: CoverageReport, part: ReportPart, options: RenderOptions = {}): HtmlEscapedString {
  return risen(html`<div class="report">${part.render(report, options)}</div>`)
}

/** Headings h3 become h2, for a page whose h1 is what h2 was. */
export function risen(fragment: Fragment): HtmlEscapedString {
  return raw(String(fragment).replace(/<(\/?)h3(?=[ >])/g, '<$1h2')) as HtmlEscapedString
}

/** What a reader wants first. */
function renderOpening(report: CoverageReport, { files, permalink }: RenderOptions): Fragment {
  const main = ['actions-referencees', 'euros-etat', 'structures-publiees', 'sans-service-sur-place']
  const shown = main.flatMap(id => report.indicators.filter(indicator => indicator.id === id))
  return html`<h2 id="essentiel">L’essentiel au ${frenchDate(report.date)}</h2>
${report.headlines.map(line => html`<p class="lead">${line}</p>`)}
<ul class="figures">${shown.map(one => html`<li><strong>${one.display}</strong>${one.title}</li>`)}</ul>
<p class="quiet">${report.convention}. Chaque chiffre est défini, avec sa formule, sa source et ses limites.</p>
${files ? exportLinks(files) : ''}
${permalink ? html`<p class="quiet no-print">Ce rapport est figé : <a href="${permalink.href}">adresse permanente</a>, empreinte ${permalink.fingerprint.slice(0, 12)}.</p>` : ''}`
}

const FORMS = [
  ['xlsx', 'Excel'],
  ['ods', 'OpenDocument'],
  ['csv', 'CSV (actions)'],
  ['json', 'JSON'],
] as const

/** The files of a report. @param files their address without its ending */
export function exportLinks(files: string): Fragment {
  return html`<p class="no-print">Télécharger : ${FORMS.map(([form, label], i) => html`${i > 0 ? ' · ' : ''}<a href="${files}.${form}">${label}</a>`)}</p>`
}
