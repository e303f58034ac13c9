import { html, raw } from 'hono/html'
import { frenchCount, frenchDate, frenchEuros, frenchNumber } from '../../common/french.ts'
import { trendSvg } from '../charts.ts'
import type { Decision } from '../decisions.ts'
import { shareOf } from '../figure.ts'
import type { Fragment } from '../html-parts.ts'
import { territoryMap } from '../map/draw-map.ts'
import type { CoverageReport } from '../report-contract.ts'
import { UNSEEN } from '../service-figures.ts'
import { type Month, monthWords } from '../trend.ts'
import { freshnessSentence } from './sources.ts'

/** Two sheets of A4: what is seen, for how much, where, since when; then what is to be decided. No heading above h2: the page has its own title. */
export function prefetPages(
  report: CoverageReport,
  {
    decisions,
    months,
    base,
    bilan,
    area,
  }: {
    decisions: readonly Decision[]
    months: readonly Month[]
    /** Address of the full report; without it, no link. */
    base?: string
    /** Address of the final account. */
    bilan?: string
    /** The page of an EPCI, by its code. */
    area?: (code: string) => string
  },
): Fragment {
  return html`<article class="prefet">
<section class="sheet"><p class="lead">${report.convention}${ended(report)}, au ${frenchDate(report.date)}</p>
<p class="headline">${headline(report)}</p>
${hidden(report)}<ul class="figures">${figures(report).map(({ value, words }) => html`<li><strong>${value}</strong>${words}</li>`)}</ul>
<h2>Services où l’on est reçu sur place, par intercommunalité</h2>
${territoryMap(report, area)}</section>
<section class="sheet next">
<h2>Actions référencées, mois par mois</h2>
${curve(months)}
<h2>À décider</h2>
${
  decisions.length === 0
    ? html`<p>Rien n’attend de décision.</p>`
    : html`<ol class="decide">${decisions.map(({ subject, sentence, part }) => html`<li><span><strong>${subject}</strong> : ${sentence}${more(part, base, bilan)}</span></li>`)}</ol>`
}
<p class="quiet">${freshnessSentence(report.sources)} Montants prévus par la convention, non dépensés. Définitions et tables : rapport complet.</p></section>
</article>`
}

function more(part: string, base: string | undefined, bilan: string | undefined): Fragment | string {
  const href = part === 'bilan' ? bilan : base && `${base}/${part}`
  return href ? html` <a class="no-print" href="${href}">Voir</a>` : ''
}

function headline(report: CoverageReport): string {
  const offers = report.lines.filter(line => line.offer)
  const seen = offers.filter(line => line.state === 'referenced').length
  if (offers.length === 0) return 'La convention ne finance pas d’offre à référencer'
  if (seen === offers.length) return 'Toutes les actions financées sont référencées dans DORA'
  return `${frenchNumber(seen)} ${seen < 2 ? 'action financée' : 'actions financées'} sur ${frenchNumber(offers.length)} ${seen < 2 ? 'est référencée' : 'sont référencées'} dans DORA`
}

const ended = ({ convention_end: end, date }: CoverageReport) =>
  end !== '' && end < date ? `, terminée le ${frenchDate(end)}` : ''

/** Referenced is published, and published is not seen: said beside the headline as soon as it is known of one. */
function hidden({ indicators }: CoverageReport): Fragment | string {
  const visible = indicators.find(one => one.id === 'visibles')
  const unseen = visible?.parts.find(part => part.label === UNSEEN)?.value ?? 0
  if (unseen === 0) return ''
  return html`<p>Sur ${frenchCount(visible?.of ?? 0, 'service publié', 'services publiés')} par le robot, ${frenchNumber(unseen)} ${unseen < 2 ? 'n’est pas vu' : 'ne sont pas vus'} du public.</p>
`
}

function figures(report: CoverageReport): { value: string; words: string }[] {
  const { money, lines, indicators } = report
  const offers = lines.filter(line => line.offer)
  const fresh = indicators.find(one => one.id === 'fraicheur')
  const published = fresh?.of ?? 0
  return [
    {
      value: `${frenchNumber(offers.filter(line => line.state === 'referenced').length)} sur ${frenchNumber(offers.length)}`,
      words: 'actions référencées dans DORA',
    },
    {
      value: frenchEuros(money.referenced),
      words: `de la part de l’État, sur ${frenchEuros(money.total - money.without_offer)} qui paient des offres`,
    },
    foundFigure(report, published),
    {
      value: published === 0 ? '–' : shareOf(fresh?.value ?? 0, published),
      words: 'des services que le robot suit, confirmés par une personne depuis moins de six mois',
    },
  ]
}

/** What the public finds, apart from what is published. */
function foundFigure({ catalogue, indicators }: CoverageReport, published: number): { value: string; words: string } {
  if (catalogue !== null) {
    const { followed, others, elsewhere } = catalogue.seen
    const { unknown } = catalogue
    const doubt =
      unknown === 0
        ? ''
        : ` (de ${frenchNumber(unknown)} dans DORA, on ne sait pas encore ${unknown < 2 ? 's’il se voit' : 's’ils se voient'})`
    return {
      value: frenchNumber(followed + others + elsewhere),
      words: `services que le public trouve, dont ${frenchNumber(followed)} tenus à jour par le robot${doubt}`,
    }
  }
  const visible = indicators.find(one => one.id === 'visibles')?.value ?? 0
  return {
    value: frenchNumber(published),
    words: `services publiés et tenus à jour par le robot, dont ${frenchNumber(visible)} dont on sait que le public les voit`,
  }
}

function curve(months: readonly Month[]): Fragment {
  const points = months.map(({ month, past }) => ({
    label: monthWords(month),
    value: past?.figures['actions-referencees'].value ?? null,
  }))
  if (points.length < 2)
    return html`<p>La courbe commence avec le deuxième mois ; ${points[0]?.value ?? 0} au premier.</p>`
  const first = points.find(point => point.value !== null)
  const last = points.findLast(point => point.value !== null)
  return html`<figure>${raw(trendSvg(points))}<figcaption>De ${frenchNumber(first?.value ?? 0)} en ${first?.label ?? ''} à ${frenchNumber(last?.value ?? 0)} en ${last?.label ?? ''}.</figcaption></figure>`
}
