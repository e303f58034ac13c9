import { html, raw } from 'hono/html'
import { frenchDate, frenchNumber } from '../../common/french.ts'
import { trendSvg } from '../../coverage/charts.ts'
import type { monthlyTrend } from '../../coverage/compare.ts'
import type { KeptReport } from '../../coverage/kept-report.ts'
import type { Html } from '../layout.ts'
import { table } from '../pages/table.ts'
import { versionName } from './versions.ts'

const FORMS = [
  ['xlsx', 'Excel'],
  ['ods', 'OpenDocument'],
  ['csv', 'CSV (actions)'],
  ['json', 'JSON'],
] as const

/** Every frozen version with its own address and files, and one figure month by month. */
export function archivesPage(
  versions: readonly KeptReport[],
  startingPoint: string | null,
  points: ReturnType<typeof monthlyTrend>,
): Html {
  return html`<p>Un rapport figé ne change plus : sa date, ses chiffres et son adresse restent. Le robot en fige un le premier de chaque mois, le gestionnaire quand il le veut. <a href="/rapport/comparaison">Comparer deux rapports</a></p>
${table({
  caption: 'Rapports figés, le plus récent d’abord',
  stacked: true,
  columns: ['Rapport', 'Ce qu’il montre', 'Télécharger'],
  rows: versions.map(version => [
    html`<a href="/rapport/version/${version.id}">${versionName(version)}</a>`,
    version.id === startingPoint
      ? 'La convention seule, avant la première lecture'
      : 'Ce que le robot suivait ce jour-là',
    html`${FORMS.map(
      ([form, label], n) =>
        html`${n > 0 ? ' · ' : ''}<a href="/rapport/fichier/${version.id}.${form}">${label}<span class="hidden"> du ${versionName(version)}</span></a>`,
    )}`,
  ]),
  empty: 'Aucun rapport n’est encore figé.',
})}
${points.length > 1 ? trend(points) : ''}`
}

function trend(points: ReturnType<typeof monthlyTrend>): Html {
  const caption = 'Actions référencées, mois par mois'
  const count = (value: number | null) => (value === null ? '–' : frenchNumber(value))
  return html`<h2>${caption}</h2>${raw(trendSvg(points.map(point => ({ label: frenchDate(point.date), value: point.value }))))}
${table({
  caption,
  columns: ['Date', { label: 'Référencées', number: true }, { label: 'Sur', number: true }],
  rows: points.map(point => [frenchDate(point.date), count(point.value), count(point.of)]),
  empty: '',
})}`
}
