import { html } from 'hono/html'
import { frenchNumber } from '../../common/french.ts'
import type { Fragment } from '../html-parts.ts'
import type { ReportLinks } from '../links.ts'
import type { CoverageReport, ParcoursRow } from '../report-contract.ts'
import { rowsSaying } from '../rows.ts'
import { WHOSE } from '../words.ts'
import { placesOfAction } from './action-places.ts'
import { badge, eurosOf, partnersOf } from './actions.ts'
import { ceilingWords, sessionWords } from './parcours.ts'
import { servicesTable } from './services-table.ts'

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
