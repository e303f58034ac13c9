import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import { frenchCount, frenchDate, frenchEuros, frenchNumber } from '../common/french.ts'
import { barsSvg, type EpciGeoJson, mapSvg, moneySvg } from './charts.ts'
import type { Comparison } from './compare.ts'
import { comparisonSection } from './html-comparison.ts'
import { type Fragment, figure, table } from './html-parts.ts'
import { territorySection } from './html-territory.ts'
import type { CoverageReport, Indicator, LineAccount, ParcoursRow, Sourced } from './report-contract.ts'
import { LINE_STATES, TODO_KINDS, WHOSE } from './words.ts'

export interface RenderOptions {
  /** Address that the exports and the permalink hang from, e.g. `/rapport`; without it, no links. */
  base?: string
  /** Address of its files without their ending; default: the base and the date. */
  files?: string
  /** Permalink of this very report, and its fingerprint. */
  permalink?: { href: string; fingerprint: string }
  comparison?: Comparison
  /** EPCI outlines, when the operator gives them. */
  geojson?: EpciGeoJson
}

/** The report as the inside of a page's `main`: headings from h2 on, no script, no inline style. */
export function renderReport(report: CoverageReport, options: RenderOptions = {}): HtmlEscapedString {
  return html`<div class="report">
${opening(report, options)}
${contents()}
${options.comparison ? comparisonSection(options.comparison) : ''}
${convention(report)}
${structures(report)}
${todo(report)}
${territorySection(report, options.geojson ? { svg: mapSvg(report.areas, options.geojson) } : null)}
${services(report)}
${figures(report)}
${parcours(report)}
</div>` as HtmlEscapedString // nothing in it waits
}

function opening(report: CoverageReport, { base, files, permalink }: RenderOptions): Fragment {
  const main = ['actions-referencees', 'euros-etat', 'structures-publiees', 'deserts']
  const shown = main.flatMap(id => report.indicators.filter(indicator => indicator.id === id))
  return html`<h2 id="essentiel">L’essentiel au ${frenchDate(report.date)}</h2>
${report.headlines.map(line => html`<p class="lead">${line}</p>`)}
<ul class="figures">${shown.map(one => html`<li><strong>${one.display}</strong>${one.title}</li>`)}</ul>
<p class="quiet">${report.convention}. Chaque chiffre est <a href="#chiffres">défini</a>, avec sa formule, sa source et ses limites.</p>
${base ? exportLinks(files ?? `${base}/${report.date}`) : ''}
${permalink ? html`<p class="quiet no-print">Ce rapport est figé : <a href="${permalink.href}">adresse permanente</a>, empreinte ${permalink.fingerprint.slice(0, 12)}.</p>` : ''}`
}

/** Where everything is: the page is long. */
const SECTIONS = [
  ['convention', 'Les actions de la convention'],
  ['structures', 'Les structures'],
  ['a-faire', 'À faire, partenaire par partenaire'],
  ['territoires', 'Les territoires'],
  ['services', 'Les services'],
  ['chiffres', 'Les chiffres et leur définition'],
  ['parcours', 'Le fichier des parcours'],
] as const

function contents(): Fragment {
  return html`<nav class="no-print" aria-labelledby="sommaire"><p id="sommaire"><strong>Dans ce rapport</strong></p>
<ul>${SECTIONS.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>`
}

function exportLinks(files: string): Fragment {
  const forms = [
    ['xlsx', 'Excel'],
    ['ods', 'OpenDocument'],
    ['csv', 'CSV (actions)'],
    ['json', 'JSON'],
  ]
  return html`<p class="no-print">Télécharger : ${forms.map(([form, label], i) => html`${i > 0 ? ' · ' : ''}<a href="${files}.${form}">${label}</a>`)}</p>`
}

function byFiche(report: CoverageReport): Fragment {
  const { money } = report
  return html`${figure(moneySvg(report.fiches), `Part de l’État par fiche. ${frenchEuros(money.referenced)} référencés, ${frenchEuros(money.partial)} en partie, ${frenchEuros(money.missing)} pas encore, ${frenchEuros(money.without_offer)} sans offre à référencer.`)}
${table(
  'Par fiche : offres référencées et euros de la part de l’État',
  [
    { header: 'Fiche', cell: fiche => fiche.number, number: true },
    { header: 'Intitulé', cell: fiche => fiche.title, row: true },
    {
      header: 'Offres référencées',
      cell: fiche => (fiche.offers === 0 ? 'sans offre' : `${fiche.referenced} sur ${fiche.offers}`),
    },
    { header: 'Part de l’État', cell: fiche => frenchEuros(fiche.state_euros), number: true },
    { header: 'Référencés', cell: fiche => frenchEuros(fiche.money.referenced), number: true },
    { header: 'En partie', cell: fiche => frenchEuros(fiche.money.partial), number: true },
    { header: 'Pas encore', cell: fiche => frenchEuros(fiche.money.missing), number: true },
  ],
  report.fiches,
  [
    '',
    'Total',
    `${report.fiches.reduce((n, f) => n + f.referenced, 0)} sur ${report.fiches.reduce((n, f) => n + f.offers, 0)}`,
    frenchEuros(money.total),
    frenchEuros(money.referenced),
    frenchEuros(money.partial),
    frenchEuros(money.missing),
  ],
)}`
}

function convention(report: CoverageReport): Fragment {
  return html`<h2 id="convention">Les actions de la convention</h2>
${byFiche(report)}
${table(
  'Action par action',
  [
    { header: 'Fiche', cell: line => line.fiche, number: true },
    { header: 'Action', cell: line => line.title, row: true },
    { header: 'Porteur', cell: line => partnersOf(line) },
    { header: 'Part de l’État', cell: line => eurosOf(line, report.lines), number: true },
    { header: 'Dans DORA', cell: line => badge(line) },
    { header: 'Précision', cell: line => line.reason },
    { header: 'À qui d’agir', cell: line => (line.whose ? WHOSE[line.whose] : '–') },
  ],
  report.lines,
)}`
}

const partnersOf = (line: LineAccount) =>
  line.partners.length === 1
    ? (line.partners[0]?.name ?? '')
    : line.partners.map(partner => `${partner.name}${partner.published ? ' (publié)' : ''}`).join(', ')

/** An amount of its own, or the titles of the lines it is shared with: their ids mean nothing to a reader. */
const eurosOf = (line: LineAccount, lines: LineAccount[]) =>
  line.state_euros !== null
    ? frenchEuros(line.state_euros)
    : html`<span class="wraps">commun avec ${line.shared_with.map(id => `« ${lines.find(found => found.id === id)?.title ?? id} »`).join(', ')}</span>`

function badge(line: LineAccount): Fragment {
  if (!line.offer) return html`<span class="state quiet">sans objet</span>`
  const { word, tone } = LINE_STATES[line.state]
  return html`<span class="state ${tone}">${word}</span>`
}

function structures(report: CoverageReport): Fragment {
  return html`<h2 id="structures">Les structures</h2>
<p>Un montant que plusieurs structures se partagent est compté en entier pour chacune : ces colonnes ne s’additionnent pas.</p>
${table(
  'Structures qui portent une offre de la convention',
  [
    { header: 'Structure', cell: structure => structure.name, row: true },
    { header: 'Sources suivies', cell: structure => structure.sources, number: true },
    { header: 'Services dans DORA', cell: structure => structure.in_dora, number: true },
    { header: 'Services publiés', cell: structure => structure.published, number: true },
    { header: 'Part de l’État de ses actions', cell: structure => frenchEuros(structure.state_euros), number: true },
    { header: 'Référencée', cell: structure => frenchEuros(structure.state_euros_referenced), number: true },
    { header: 'À jour', cell: structure => (structure.published === 0 ? '–' : structure.up_to_date ? 'oui' : 'non') },
  ],
  report.structures,
)}`
}

/** Points shown on the page. */
const MOST = 200

function todo(report: CoverageReport): Fragment {
  if (report.todo.length === 0) return html`<h2 id="a-faire">À faire</h2><p>Rien n’attend personne.</p>`
  const partners = [...new Set(report.todo.slice(0, MOST).map(item => item.partner))]
  const shown = report.todo.slice(0, MOST)
  const grouped = partners.flatMap(partner => shown.filter(item => item.partner === partner))
  const rest = report.todo.length - shown.length
  return html`<h2 id="a-faire">À faire, partenaire par partenaire</h2>
<p>${frenchCount(report.todo.length, 'point')}, le plus utile d’abord : ce qui rend visible le plus d’argent, puis ce qui comble un territoire sans offre, puis la qualité.${rest > 0 ? ` Les ${MOST} premiers sont ici, tous sont dans les fichiers.` : ''}</p>
${table(
  'À faire',
  [
    { header: 'Partenaire', cell: item => item.partner_name, row: true },
    { header: 'Point', cell: item => TODO_KINDS[item.kind] },
    { header: 'Offre ou action', cell: item => item.title },
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

function services(report: CoverageReport): Fragment {
  const lists = [
    {
      id: 'statuts',
      title: 'Statut dans DORA',
      rows: report.statuses,
      note: 'Toutes les offres suivies, chacune dans un seul statut.',
    },
    {
      id: 'fraicheur',
      title: 'Ancienneté de la dernière confirmation par une personne',
      rows: report.freshness,
      note: 'Services publiés.',
    },
    {
      id: 'qualite',
      title: 'Score de qualité',
      rows: report.quality.distribution,
      note: 'Services publiés, score officiel de data·inclusion.',
    },
    {
      id: 'criteres',
      title: 'Ce qui manque le plus souvent',
      rows: report.quality.missed,
      note: 'Services publiés ; un service peut manquer à plusieurs critères.',
    },
    {
      id: 'thematiques',
      title: 'Thématiques',
      rows: report.categories,
      note: 'Services publiés ; un service peut avoir plusieurs thématiques.',
    },
    {
      id: 'publics',
      title: 'Publics',
      rows: report.publics,
      note: 'Services publiés ; un service peut avoir plusieurs publics.',
    },
    {
      id: 'attente',
      title: 'Travail en attente, et de qui',
      rows: report.waiting,
      note: 'Offres et refus en attente.',
    },
  ]
  return html`<h2 id="services">Les services</h2>
${lists.map(
  ({ id, title, rows, note }) => html`<h3 id="${id}">${title}</h3>
${rows.some(row => row.value > 0) ? figure(barsSvg(rows.filter(row => row.value > 0)), `${note} ${sentence(rows)}`) : html`<p>${note} Rien à compter.</p>`}
${table(
  title,
  [
    { header: 'Classe', cell: row => row.label, row: true },
    { header: 'Nombre', cell: row => frenchNumber(row.value), number: true },
  ],
  rows,
)}`,
)}`
}

function sentence(rows: { label: string; value: number }[]): string {
  const first = rows.toSorted((a, b) => b.value - a.value)[0]
  return first ? `Le plus fréquent : ${first.label.toLowerCase()} (${frenchNumber(first.value)}).` : ''
}

function figures(report: CoverageReport): Fragment {
  return html`<h2 id="chiffres">Les chiffres et leur définition</h2>
${report.indicators.map(
  one => html`<section aria-labelledby="i-${one.id}">
<h3 id="i-${one.id}">${one.title} : ${one.display}</h3>
<p>${one.definition}</p>
${parts(one)}
<dl class="pairs"><dt>Calcul</dt><dd>${one.formula}</dd><dt>Source</dt><dd>${one.source}</dd><dt>Limites</dt><dd>${one.limits}</dd></dl>
</section>`,
)}`
}

const parts = (one: Indicator): Fragment | string =>
  one.parts.length === 0
    ? ''
    : html`<p>${one.parts.map((part, i) => html`${i > 0 ? ' · ' : ''}${part.label} : ${one.unit === 'euros' ? frenchEuros(part.value) : frenchNumber(part.value)}`)}</p>`

function parcours(report: CoverageReport): Fragment {
  const said = <T extends string | number>(found: Sourced<T>, show: (value: T) => string = String) =>
    found.value === null
      ? html`<span class="quiet">non dit</span>`
      : html`${show(found.value)}${found.from === 'offre' ? html` <span class="quiet">(offre)</span>` : ''}`
  return html`<h2 id="parcours">Le fichier des parcours</h2>
<p>Rubriques de l’annexe 4 (§ 2-a). Ce qui vient de l’offre du partenaire, et non de la convention, est marqué « (offre) ». Le coût unitaire additionne les deux parts.</p>
${table(
  'Parcours d’accompagnement mobilisables',
  [
    { header: 'Parcours', cell: (row: ParcoursRow) => row.name, row: true },
    { header: 'Porteur', cell: row => row.partner },
    { header: 'Durée', cell: row => said(row.duration) },
    { header: 'Heures par semaine', cell: row => said(row.weekly_hours, frenchNumber), number: true },
    { header: 'Modes', cell: row => said(row.modes) },
    { header: 'Public', cell: row => said(row.public) },
    { header: 'Coût unitaire', cell: row => said(row.unit_cost, frenchEuros), number: true },
    { header: 'Places', cell: row => said(row.places, frenchNumber), number: true },
    { header: 'Manque', cell: row => (row.gaps.length === 0 ? '–' : row.gaps.join(', ')) },
  ],
  report.parcours,
)}`
}
