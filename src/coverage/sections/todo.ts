import { html } from 'hono/html'
import { frenchCount, frenchEuros, frenchNumber } from '../../common/french.ts'
import { type Fragment, linked, table } from '../html-parts.ts'
import type { ReportLinks } from '../links.ts'
import type { CoverageReport, TodoItem } from '../report-contract.ts'
import { TODO_KINDS, WHOSE } from '../words.ts'

/** Points shown on the page. */
const MOST = 200

/** What is left to do, partner by partner. */
export function todoSection(report: CoverageReport, links: ReportLinks): Fragment {
  if (report.todo.length === 0) return html`<p>Rien n’attend personne.</p>`
  const shown = report.todo.slice(0, MOST)
  const partners = [...new Set(shown.map(item => item.partner))]
  const grouped = partners.flatMap(partner => shown.filter(item => item.partner === partner))
  const rest = report.todo.length - shown.length
  return html`<p>${frenchCount(report.todo.length, 'point')}, le plus utile d’abord : ce qui rend visible le plus d’argent, puis ce qui comble un territoire sans offre, puis la qualité.${rest > 0 ? ` Les ${MOST} premiers sont ici, tous sont dans les fichiers.` : ''} Un même montant peut être en jeu sur plusieurs points : cette colonne ne s’additionne pas.</p>
${whoseMoves(shown, rest > 0)}
${table(
  'À faire',
  [
    { header: 'Partenaire', cell: item => linked(item.partner_name, links.structure?.(item.partner)), row: true },
    { header: 'Point', cell: item => TODO_KINDS[item.kind] },
    {
      header: 'Offre ou action',
      cell: item =>
        linked(
          item.title,
          item.source !== null && item.key !== null ? links.offer?.(item.source, item.key) : undefined,
        ),
    },
    { header: 'Ce qu’il faut faire', cell: item => item.action },
    { header: 'À qui d’agir', cell: item => WHOSE[item.whose] },
    {
      header: 'Part de l’État en jeu',
      cell: item => (item.state_euros === 0 ? '–' : frenchEuros(item.state_euros)),
      number: true,
    },
    { header: 'Déserts comblés', cell: item => (item.deserts === 0 ? '–' : item.deserts), number: true },
  ],
  grouped,
)}`
}

/** How many points each one has to act on, who has most first, and the first of all. @param some these are not all the points */
function whoseMoves(shown: readonly TodoItem[], some: boolean): Fragment {
  const counts = [...Map.groupBy(shown, ({ whose }) => whose)]
    .map(([whose, points]) => ({ whose, count: points.length }))
    .toSorted((a, b) => b.count - a.count)
  const [first] = shown
  const stake = first && first.state_euros > 0 ? `, ${frenchEuros(first.state_euros)} en jeu` : ''
  return html`<p class="lead">${some ? `À qui d’agir, de ces ${frenchNumber(shown.length)}` : 'À qui d’agir'} : ${counts.map(({ whose, count }, at) => `${at > 0 ? ' ; ' : ''}${WHOSE[whose]}, ${frenchCount(count, 'point')}`).join('')}.${first ? ` En premier : ${WHOSE[first.whose]}, pour « ${first.title} » (${first.partner_name}${stake}).` : ''}</p>`
}
