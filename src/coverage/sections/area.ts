import { html } from 'hono/html'
import { frenchNumber } from '../../common/french.ts'
import { labelOf } from '../../reference/referentiels.ts'
import { gapsOf } from '../gaps.ts'
import { type Fragment, table } from '../html-parts.ts'
import type { ReportLinks } from '../links.ts'
import { originColumns, whoseSentence } from '../origins.ts'
import type { CoverageReport } from '../report-contract.ts'
import type { Area } from '../territory-contract.ts'
import { actionsHere } from './action-places.ts'
import { gapsTable } from './gaps.ts'

/** One EPCI on a page of its own. @param services what is received there, when the page can tell */
export function areaSection(
  report: CoverageReport,
  area: Area,
  links: ReportLinks,
  services: Fragment | string,
): Fragment {
  const { population, beneficiaries, on_site, by_zone, remote } = area
  const { code } = area
  const publics = report.cells.filter(cell => cell.area === code && cell.category === '*')
  return html`<p>${whoseSentence(report)}</p>
<dl class="pairs"><dt>Habitants</dt><dd>${frenchNumber(population)}</dd>
${beneficiaries === null ? '' : html`<dt>Bénéficiaires du RSA</dt><dd>${frenchNumber(beneficiaries)} (${report.beneficiaries_source})</dd>`}
<dt>Services sur place</dt><dd>${frenchNumber(on_site)}</dd>
<dt>Ouverts à ses habitants</dt><dd>${frenchNumber(by_zone)} d’ailleurs, ${frenchNumber(remote)} à distance</dd></dl>
${actionsHere(report, code, links)}
${gapsTable(report, gapsOf(report, { epci: code }), {}, false)}
${table(
  'Par public',
  [
    { header: 'Public', cell: cell => labelOf('publics', cell.public), row: true },
    { header: 'Sur place', cell: cell => frenchNumber(cell.on_site), number: true },
    { header: 'En tout', cell: cell => frenchNumber(cell.reachable), number: true },
    { header: 'dont ouverts à tous', cell: cell => frenchNumber(cell.open_to_all), number: true },
    ...originColumns<(typeof publics)[number]>(report, 'reachable'),
  ],
  publics,
)}
${services}
<p><a href="${links.page?.('manques') ?? '#manques'}">Les manques, par thématique et par public</a></p>`
}
