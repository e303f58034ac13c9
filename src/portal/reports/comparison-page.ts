import { html } from 'hono/html'
import { frenchDate } from '../../common/french.ts'
import { monthsAfter } from '../../common/months-after.ts'
import { compareReports } from '../../coverage/compare.ts'
import { comparisonSection } from '../../coverage/html-comparison.ts'
import type { KeptReport } from '../../coverage/kept-report.ts'
import type { CoverageReport } from '../../coverage/report-contract.ts'
import type { Html } from '../layout.ts'
import { selectField } from '../web/form.ts'
import { NOW, versionLabel } from './versions.ts'

/** What can be compared: every frozen version, the latest first, and today's report. */
export interface Comparable {
  today: string
  versions: readonly KeptReport[]
  /** Version that shows the convention before anything was read, or null. */
  startingPoint: string | null
}

/** One report of a comparison as chosen in the address, null when there is no such report. */
export interface Chosen {
  value: string
  report: CoverageReport | null
}

/** Before: the last version of an earlier month, else of an earlier day, else the oldest one. After: today's. */
export function usualChoice({ today, versions }: Comparable): { before: string; after: string } {
  const month = today.slice(0, 7)
  const before =
    versions.find(({ date }) => date.slice(0, 7) < month) ??
    versions.find(({ date }) => date < today) ??
    versions.at(-1)
  return { before: before?.id ?? '', after: NOW }
}

/** Whole months between two reports that people ask for. */
const SPANS = [
  { months: 1, words: 'un mois' },
  { months: 3, words: 'trois mois' },
  { months: 12, words: 'un an' },
] as const

/** Since a month, a quarter, a year: the version that is nearest to that day, when it is nearer to it than to today. */
export function usualSpans({ today, versions }: Pick<Comparable, 'today' | 'versions'>): {
  words: string
  version: KeptReport
}[] {
  return SPANS.flatMap(({ months, words }) => {
    const wanted = monthsAfter(today, -months) ?? today
    const [version] = versions.toSorted((a, b) => daysApart(a.date, wanted) - daysApart(b.date, wanted))
    return version && daysApart(version.date, wanted) < daysApart(version.date, today) ? [{ words, version }] : []
  })
}

const daysApart = (one: string, other: string) => Math.abs(Date.parse(one) - Date.parse(other))

export function comparisonPage(comparable: Comparable, before: Chosen, after: Chosen): Html {
  if (comparable.versions.length === 0) return nothingYet(comparable.today)
  const options = [
    { value: NOW, label: `${frenchDate(comparable.today)}, en ce moment` },
    ...comparable.versions.map(version => ({
      value: version.id,
      label: versionLabel(version, comparable.startingPoint),
    })),
  ]
  const nameOf = ({ value, report }: Chosen) =>
    options.find(option => option.value === value)?.label ?? frenchDate(report?.date ?? comparable.today)
  return html`${spansPart(comparable)}<form method="get" action="/rapport/comparaison" class="row search">
${selectField({ name: 'de', label: 'Avant', required: true, value: before.value, options })}
${selectField({ name: 'a', label: 'Après', required: true, value: after.value, options })}
<p><button>Comparer</button></p></form>
${
  before.report && after.report
    ? comparisonSection(compareReports(before.report, after.report), {
        before: nameOf(before),
        after: nameOf(after),
      })
    : html`<p>L’un de ces deux rapports n’existe pas. Choisissez-les dans les listes.</p>`
}`
}

function spansPart(comparable: Comparable): Html | string {
  const spans = usualSpans(comparable)
  if (spans.length === 0) return ''
  return html`<p>Jusqu’à aujourd’hui, depuis ${spans.map(({ words, version }, at) => html`${at > 0 ? ' · ' : ''}<a href="/rapport/comparaison?de=${version.id}">${words} (${frenchDate(version.date)})</a>`)}</p>
`
}

/** @param today `YYYY-MM-DD` */
function nothingYet(today: string): Html {
  const [year = 0, month = 0] = today.split('-').map(Number)
  const next = new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10)
  return html`<p>Il n’y a encore rien à comparer : aucun rapport n’est figé. Le robot en fige un le premier de chaque mois, le prochain le ${frenchDate(next)}. Le gestionnaire peut en figer un plus tôt, depuis la page du rapport.</p>`
}
