import { html } from 'hono/html'
import { frenchEuros } from '../../common/french.ts'
import { moneySvg } from '../charts.ts'
import { countColumn, eurosColumn, type Fragment, figure, linked, table } from '../html-parts.ts'
import type { ReportLinks } from '../links.ts'
import type { CoverageReport, FicheAccount, LineAccount } from '../report-contract.ts'
import { LINE_STATES, WHOSE } from '../words.ts'

/** Fiche by fiche, then action by action: what is in DORA, and for which euros. */
export function actionsSection(report: CoverageReport, links: ReportLinks): Fragment {
  const { money } = report
  return html`${figure(moneySvg(report.fiches), `Part de l’État par fiche. ${frenchEuros(money.referenced)} référencés, ${frenchEuros(money.partial)} en partie, ${frenchEuros(money.missing)} pas encore, ${frenchEuros(money.without_offer)} sans offre à référencer.`)}
${table(
  'Par fiche : offres référencées et euros de la part de l’État',
  [
    { header: 'Fiche', cell: fiche => fiche.number, number: true },
    { header: 'Intitulé', cell: fiche => fiche.title, row: true },
    countColumn<FicheAccount>('Offres', fiche => fiche.offers),
    countColumn<FicheAccount>('Référencées', fiche => fiche.referenced),
    eurosColumn<FicheAccount>('Part de l’État', fiche => fiche.money.total),
    eurosColumn<FicheAccount>('Référencés', fiche => fiche.money.referenced),
    eurosColumn<FicheAccount>('En partie', fiche => fiche.money.partial),
    eurosColumn<FicheAccount>('Pas encore', fiche => fiche.money.missing),
    eurosColumn<FicheAccount>('Sans offre', fiche => fiche.money.without_offer),
  ],
  report.fiches,
)}
${table(
  'Action par action',
  [
    { header: 'Fiche', cell: line => line.fiche, number: true },
    { header: 'Action', cell: line => linked(line.title, links.line?.(line.id)), row: true },
    { header: 'Porteur', cell: line => partnersOf(line, links) },
    {
      header: 'Part de l’État',
      cell: line => eurosOf(line, report.lines),
      number: true,
      adds: line => line.counted_euros,
      say: frenchEuros,
    },
    { header: 'Dans DORA', cell: line => badge(line) },
    { header: 'Précision', cell: line => line.reason },
    { header: 'À qui d’agir', cell: line => (line.whose ? WHOSE[line.whose] : '–') },
  ],
  report.lines,
)}`
}

/** Who carries a line; of several, which are published. */
export const partnersOf = (line: LineAccount, links: ReportLinks) =>
  html`${line.partners.map(
    (partner, at) =>
      html`${at > 0 ? ', ' : ''}${linked(partner.name, links.structure?.(partner.id))}${line.partners.length > 1 && partner.published ? ' (publié)' : ''}`,
  )}`

/** An amount of its own; one that several lines share is written, and added, on the first of them. */
export function eurosOf(line: LineAccount, lines: LineAccount[]): Fragment | string {
  if (line.shared_with.length === 0) return frenchEuros(line.state_euros ?? 0)
  const others = line.shared_with.map(id => `« ${lines.find(found => found.id === id)?.title ?? id} »`).join(', ')
  return line.counted_euros > 0
    ? html`${frenchEuros(line.counted_euros)} <span class="wraps">avec ${others}</span>`
    : html`<span class="wraps">compté avec ${others}</span>`
}

/** Where a line stands, as a word. */
export function badge(line: Pick<LineAccount, 'offer' | 'state'>): Fragment {
  if (!line.offer) return html`<span class="state quiet">sans objet</span>`
  const { word, tone } = LINE_STATES[line.state]
  return html`<span class="state ${tone}">${word}</span>`
}
