import { html } from 'hono/html'
import { frenchDate, frenchNumber, frenchPercent } from '../../common/french.ts'
import { CATALOGUE_COUNTS } from '../catalogue.ts'
import { trendSvg } from '../charts.ts'
import { type Column, type Fragment, figure, table } from '../html-parts.ts'
import type { CatalogueMonth, CoverageReport } from '../report-contract.ts'
import { monthsBetween, monthWords } from '../trend.ts'

/** What DORA holds of the département, whoever wrote it: today, and at the last census of each month. */
export function catalogueSection({ catalogue }: CoverageReport): Fragment {
  if (catalogue === null)
    return html`<p>Le département n’a pas encore été recensé dans DORA. Le premier recensement passe la nuit prochaine ; le rapport ne connaît d’ici là que les services suivis par le robot.</p>`
  const { months, taken, structures, services, published, visible, upToDate } = catalogue
  const share = (part: number) => (published === 0 ? 'sans objet' : frenchPercent(part / published))
  return html`<p class="lead">Au ${frenchDate(taken)}, DORA tient ${frenchNumber(structures)} structures et ${frenchNumber(services)} services du département, quel qu’en soit l’auteur. Sur ${frenchNumber(published)} services publiés, ${frenchNumber(visible)} sont vus du public (${share(visible)}) et ${frenchNumber(upToDate)} sont à jour (${share(upToDate)}).</p>
${curve(months)}
${table('Le dernier recensement de chaque mois', countColumns(), months.toReversed())}`
}

/** Columns of what a census counted. */
export function countColumns(): Column<CatalogueMonth>[] {
  return [
    { header: 'Recensé le', cell: ({ date }) => frenchDate(date), row: true },
    ...CATALOGUE_COUNTS.map(([header, name]) => ({
      header,
      number: true,
      cell: ({ counts }: CatalogueMonth) => frenchNumber(counts[name]),
    })),
  ]
}

function curve(months: readonly CatalogueMonth[]): Fragment | string {
  const [first, last] = [months[0], months.at(-1)]
  if (first === undefined || last === undefined || months.length < 2)
    return html`<p>La courbe commence avec le deuxième mois.</p>`
  const byMonth = new Map(months.map(each => [each.date.slice(0, 7), each]))
  const points = monthsBetween(first.date.slice(0, 7), last.date.slice(0, 7)).map(month => ({
    label: monthWords(month),
    value: byMonth.get(month)?.counts.visible ?? null,
  }))
  return figure(
    trendSvg(points),
    `Services que le public voit : de ${frenchNumber(first.counts.visible)} en ${points[0]?.label ?? ''} à ${frenchNumber(last.counts.visible)} en ${points.at(-1)?.label ?? ''}.`,
  )
}
