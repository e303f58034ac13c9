import { html } from 'hono/html'
import { frenchCount, frenchDate, frenchNumber, frenchPercent } from '../../common/french.ts'
import { CATALOGUE_COLUMNS, daysText } from '../catalogue-columns.ts'
import type { CatalogueCounts, CatalogueMonth } from '../catalogue-contract.ts'
import { trendSvg } from '../charts.ts'
import { shareOf } from '../figure.ts'
import { type Column, type Fragment, figure, linked, table } from '../html-parts.ts'
import type { ReportLinks } from '../links.ts'
import type { CoverageReport } from '../report-contract.ts'
import { monthsBetween, monthWords } from '../trend.ts'

/** What DORA holds of the département, whoever wrote it: today, and at the last census of each month. */
export function catalogueSection({ catalogue }: Pick<CoverageReport, 'catalogue'>, links: ReportLinks = {}): Fragment {
  if (catalogue === null)
    return html`<p>Le département n’a pas encore été recensé dans DORA. Le premier recensement passe la nuit prochaine ; le rapport ne connaît d’ici là que les services suivis par le robot.</p>`
  const { months, taken, structures, services } = catalogue
  return html`<p class="lead">Au ${frenchDate(taken)}, DORA tient ${frenchNumber(structures)} structures et ${frenchNumber(services)} services du département, quel qu’en soit l’auteur. ${healthSentence(catalogue)}</p>
<p>La qualité est le score officiel de data·inclusion : elle dit si la fiche est complète et bien remplie, et rien de la valeur du service. Le délai va de la création de la fiche à son dernier passage à « publié », d’après les dates de DORA : il ne dit rien du temps passé avant la création, et une fiche dépubliée puis republiée compte jusqu’à sa republication.</p>
${months.length < 2 ? html`<p>Les courbes commencent avec le deuxième mois.</p>` : CURVES.map(each => curve(months, each))}
${table('Le dernier recensement de chaque mois', countColumns(links), months.toReversed())}`
}

const are = (count: number) => (count < 2 ? 'est' : 'sont')

/** What is published, seen, up to date, well described, and in how long. */
export function healthSentence({ published, visible, unknown, upToDate, quality, delay }: CatalogueCounts): string {
  const share = (part: number) => shareOf(part, published)
  const said = [
    `Sur ${frenchCount(published, 'service publié', 'services publiés')}, ${frenchNumber(visible)} ${are(visible)} ${visible < 2 ? 'vu' : 'vus'} du public (${share(visible)})${unknown === 0 ? '' : `, ${frenchNumber(unknown)} dont on ne le sait pas encore`} et ${frenchNumber(upToDate)} ${are(upToDate)} à jour (${share(upToDate)}).`,
  ]
  if (quality && quality.median !== null)
    said.push(
      `La qualité médiane est de ${frenchPercent(quality.median)}, connue pour ${frenchNumber(quality.counted)} d’entre eux.`,
    )
  if (delay && delay.median !== null)
    said.push(
      `Pour les ${frenchNumber(delay.counted)} dont DORA donne les deux dates, la moitié au moins a été publiée ${delay.median < 1 ? 'le jour même de la' : `en ${daysText(delay.median)} ou moins après la`} création de la fiche.`,
    )
  return said.join(' ')
}

/** Columns of what a census counted. */
export function countColumns({ past }: ReportLinks = {}): Column<CatalogueMonth>[] {
  return [
    { header: 'Recensé le', cell: ({ date }) => linked(frenchDate(date), past?.(date)), row: true },
    ...CATALOGUE_COLUMNS.map(({ title, shown, number }) => ({
      header: title,
      number,
      cell: ({ counts }: CatalogueMonth) => shown(counts),
    })),
  ]
}

interface Curve {
  title: string
  /** Null: that month's census did not note it, or knew it of none. */
  value: (counts: CatalogueCounts) => number | null
  words: (value: number) => string
  /** Highest value there can be. */
  top?: number
}

const CURVES: readonly Curve[] = [
  { title: 'Services que le public voit', value: ({ visible }) => visible, words: frenchNumber },
  {
    title: 'Qualité des services publiés, médiane en pourcentage',
    value: ({ quality }) => (quality?.median == null ? null : Math.round(quality.median * 100)),
    words: value => `${frenchNumber(value)} %`,
    top: 100,
  },
  {
    title: 'Délai de la création à la publication, médiane en jours',
    value: ({ delay }) => delay?.median ?? null,
    words: daysText,
  },
]

/** From the first month that knows the figure: what was not noted is no fall. */
function curve(months: readonly CatalogueMonth[], { title, value, words, top }: Curve): Fragment | string {
  const known = months.filter(({ counts }) => value(counts) !== null)
  const [first, last] = [known[0], known.at(-1)]
  if (first === undefined || last === undefined) return html`<p>${title} : pas encore relevé.</p>`
  const [from, to] = [value(first.counts) ?? 0, value(last.counts) ?? 0]
  const [since, until] = [first.date.slice(0, 7), last.date.slice(0, 7)]
  if (since === until)
    return html`<p>${title} : ${words(to)} en ${monthWords(until)}. La courbe commence avec le deuxième mois relevé.</p>`
  const byMonth = new Map(known.map(each => [each.date.slice(0, 7), value(each.counts)]))
  const points = monthsBetween(since, until).map(month => ({
    label: monthWords(month),
    value: byMonth.get(month) ?? null,
  }))
  return figure(
    trendSvg(points, top),
    `${title} : de ${words(from)} en ${monthWords(since)} à ${words(to)} en ${monthWords(until)}.`,
  )
}
