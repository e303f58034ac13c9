import { html } from 'hono/html'
import { frenchDate, frenchEuros, frenchNumber } from '../../common/french.ts'
import { moneySvg } from '../charts.ts'
import { countColumn, eurosColumn, type Fragment, figure, linked, table } from '../html-parts.ts'
import type { ReportLinks } from '../links.ts'
import { shortName } from '../map/area-map.ts'
import type { CoverageReport, FicheAccount, LineAccount, ParcoursRow, ServiceRow } from '../report-contract.ts'
import { rowsSaying } from '../rows.ts'
import { LINE_STATES, WHOSE } from '../words.ts'
import { placesOfAction } from './action-places.ts'
import { ceilingWords, sessionWords } from './parcours.ts'

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

const partnersOf = (line: LineAccount, links: ReportLinks) =>
  html`${line.partners.map(
    (partner, at) =>
      html`${at > 0 ? ', ' : ''}${linked(partner.name, links.structure?.(partner.id))}${line.partners.length > 1 && partner.published ? ' (publié)' : ''}`,
  )}`

/** An amount of its own; one that several lines share is written, and added, on the first of them. */
function eurosOf(line: LineAccount, lines: LineAccount[]): Fragment | string {
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

/** One action on a page of its own: what the text says, who carries it, what DORA shows. */
export function actionSection(report: CoverageReport, id: string, links: ReportLinks): Fragment | null {
  const line = report.lines.find(each => each.id === id)
  if (line === undefined) return null
  const fiche = report.fiches.find(each => each.number === line.fiche)
  const parcours = report.parcours.find(each => each.line === id)
  const services = rowsSaying(report.services, 'lines', id)
  const nothing = !line.offer && services.length === 0
  return html`<dl class="pairs"><dt>Fiche</dt><dd>${line.fiche}, ${fiche?.title ?? ''}</dd>
<dt>Porteur</dt><dd>${partnersOf(line, links)}</dd>
<dt>Part de l’État</dt><dd>${eurosOf(line, report.lines)}</dd>
<dt>Dans DORA</dt><dd>${badge(line)} ${line.reason}${line.whose ? ` (à qui d’agir : ${WHOSE[line.whose]})` : ''}</dd>
${parcours ? html`<dt>Public</dt><dd>${parcours.public.value ?? 'non dit'}</dd><dt>Durée</dt><dd>${parcours.duration.value ?? 'non dite'}${parcours.rhythm ? ` (${parcours.rhythm})` : ''}</dd><dt>Places</dt><dd>${placesWords(parcours)}</dd>${parcours.ceiling === null ? '' : html`<dt>Aide</dt><dd>${ceilingWords(parcours.ceiling)}</dd>`}` : ''}</dl>
${placesOfAction(report, line, links)}
${nothing ? '' : servicesTable('Services qui répondent à cette action', services, report, links)}`
}

/** The number funded, the people of one session, or what the text says of places; a ceiling of aid is no place. */
function placesWords({ places, per_session, places_text, ceiling }: ParcoursRow): string {
  if (places.value !== null) return frenchNumber(places.value)
  if (ceiling === null && places_text !== null) return places_text
  return per_session === null ? 'non dites' : sessionWords(per_session)
}

/** Services with a link to DORA, and to the desk for who has one. */
export function servicesTable(
  caption: string,
  services: readonly ServiceRow[],
  { areas }: Pick<CoverageReport, 'areas'>,
  links: ReportLinks,
): Fragment {
  const places = new Map(areas.map(({ code, name }) => [code, shortName(name)]))
  return table(
    caption,
    [
      { header: 'Service', cell: row => linked(row.name, links.offer?.(row.source, row.key)), row: true },
      { header: 'Structure', cell: row => linked(row.structure, links.structure?.(row.partner)) },
      { header: 'Reçoit à', cell: ({ epci }) => (epci === null ? '–' : (places.get(epci) ?? epci)) },
      { header: 'État', cell: row => (row.published ? PUBLISHED_WORDS[row.seen] : STATUS_WORDS[row.status]) },
      {
        header: 'Confirmé le',
        cell: row => (row.confirmed ? frenchDate(row.confirmed) : row.published ? 'jamais' : '–'),
      },
      { header: 'Score', cell: row => row.score.toFixed(2).replace('.', ','), number: true },
      {
        header: 'Dans DORA',
        cell: row =>
          row.slug === null
            ? '–'
            : links.service
              ? html`<a href="${links.service(row.slug)}">Voir dans DORA<span class="hidden"> : ${row.name}</span></a>`
              : row.slug,
      },
    ],
    services,
  )
}

/** Published is not seen. */
const PUBLISHED_WORDS: Record<ServiceRow['seen'], string> = {
  yes: 'publié, vu du public',
  no: 'publié, pas vu du public',
  unknown: 'publié',
}

const STATUS_WORDS: Record<ServiceRow['status'], string> = {
  PUBLISHED: 'terminé ou retiré',
  DRAFT: 'brouillon',
  SUGGESTION: 'suggestion',
  ARCHIVED: 'archivé',
  none: 'pas encore dans DORA',
}
