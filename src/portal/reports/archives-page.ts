import { html, raw } from 'hono/html'
import { frenchDate, frenchEuros, frenchNumber } from '../../common/french.ts'
import { trendSvg } from '../../coverage/charts.ts'
import { shareOf } from '../../coverage/figure.ts'
import type { KeptReport } from '../../coverage/kept-report.ts'
import { FOLLOWED, type Month, monthWords } from '../../coverage/trend.ts'
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
  months: readonly Month[],
): Html {
  return html`<p>Un rapport figé ne change plus : sa date, ses chiffres et son adresse restent. Le robot en fige un le premier de chaque mois, le gestionnaire quand il le veut. <a href="/rapport/comparaison">Comparer deux rapports</a></p>
${table({
  caption: 'Rapports figés, le plus récent d’abord',
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
${months.length > 1 ? trends(months) : ''}`
}

/** Each figure that is followed, month by month; a month without report is said, not drawn as a fall. */
function trends(months: readonly Month[]): Html {
  const label = ({ month, past }: Month) => (past ? frenchDate(past.date) : `${monthWords(month)}, aucun rapport`)
  const shown = ({ value, of }: { value: number | null; of: number | null }, share: boolean, euros: boolean) => {
    if (value === null) return '–'
    if (share)
      return of === null || of === 0 ? '–' : `${shareOf(value, of)} (${frenchNumber(value)} sur ${frenchNumber(of)})`
    return euros ? frenchEuros(value) : frenchNumber(value)
  }
  const drawn = ({ value, of }: { value: number | null; of: number | null }, share: boolean) =>
    share ? (value === null || of === null || of === 0 ? null : Math.round((value / of) * 100)) : value
  return html`<h2 id="courbes">Mois par mois</h2>
<p>Le dernier rapport figé de chaque mois, depuis le premier, et celui d’aujourd’hui.</p>
${FOLLOWED.map(
  ({ id, title, share }) => html`<h3>${title}${share ? ', en pourcentage' : ''}</h3>
<figure>${raw(trendSvg(months.map(each => ({ label: monthWords(each.month), value: each.past ? drawn(each.past.figures[id], share) : null }))))}<figcaption>Les valeurs sont dans la table.</figcaption></figure>`,
)}
${table({
  caption: 'Mois par mois',
  columns: ['Mois', ...FOLLOWED.map(({ title }) => ({ label: title, number: true as const }))],
  rows: months.map(each => [
    label(each),
    ...FOLLOWED.map(({ id, share }) => (each.past ? shown(each.past.figures[id], share, id === 'euros-etat') : '–')),
  ]),
})}`
}
