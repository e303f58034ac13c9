import { html } from 'hono/html'
import { frenchCount, frenchNumber } from '../../common/french.ts'
import { labelOf, valuesOf } from '../../reference/referentiels.ts'
import { type Gap, type GapsAsked, gapsOf } from '../gaps.ts'
import { type Column, type Fragment, linked, table } from '../html-parts.ts'
import type { ReportLinks } from '../links.ts'
import { originColumns, whoseSentence } from '../origins.ts'
import type { Territories } from '../past-coverage.ts'
import type { Area, DesertLevel } from '../territory-contract.ts'
import { halves } from './territories.ts'

export const LEVELS: Record<DesertLevel, { word: string; tone: 'good' | 'warn' | 'bad' }> = {
  rien: { word: 'rien nulle part', tone: 'bad' },
  joignable: { word: 'joignable d’ailleurs ou à distance', tone: 'warn' },
  'sur-place': { word: 'sur place', tone: 'good' },
}

/** Where there is nothing, where one must go elsewhere, where one is received on the spot: EPCI × thématique × public. @param asked absent: everything */
export function gapsSection(report: Territories, links: ReportLinks, asked: GapsAsked = {}): Fragment {
  const gaps = gapsOf(report, asked)
  const who = asked.public ? ` pour « ${labelOf('publics', asked.public)} », services ouverts à tous compris` : ''
  const count = (level: DesertLevel) => gaps.filter(gap => gap.level === level).length
  return html`<p>${whoseSentence(report)} ${report.catalogue === null ? 'Rien de suivi ne prouve pas que rien n’existe.' : ''}</p>
<p class="lead">Sur ${frenchCount(gaps.length, 'couple')} territoire–thématique${who} : ${frenchNumber(count('rien'))} sans rien nulle part, ${frenchNumber(count('joignable'))} sans rien sur place mais joignables d’ailleurs ou à distance, ${frenchNumber(count('sur-place'))} avec au moins un service sur place.</p>
${asked.epci || asked.thematique ? detail(report, gaps, links, true) : matrix(report, gaps)}`
}

function matrix(report: Territories, gaps: readonly Gap[]): Fragment {
  const epci = report.areas.filter(area => area.kind === 'epci')
  const found = new Map(gaps.map(gap => [`${gap.area.code}\n${gap.category}`, gap]))
  const columns = valuesOf('categories').map(value => ({ value, label: labelOf('categories', value) }))
  return html`<p>Un nombre seul : services sur place. Entre parenthèses : aucun sur place, mais autant sont joignables. « rien » : aucun service, ni sur place, ni d’ailleurs, ni à distance. Sous cinq, un nombre ne dit pas grand-chose de l’offre.</p>
${halves('Ce que le public trouve, par EPCI et thématique', columns, epci, (area, category) => {
  const gap = found.get(`${area}\n${category}`)
  if (gap === undefined || gap.level === 'rien') return html`<span class="state bad">rien</span>`
  return gap.level === 'joignable' ? `(${frenchNumber(gap.reachable)})` : frenchNumber(gap.on_site)
})}`
}

/** @param places names the EPCI of each row; a page of one EPCI does not */
function detail(report: Territories, gaps: readonly Gap[], links: ReportLinks, places: boolean): Fragment {
  const place: Column<Gap> = {
    header: 'EPCI',
    cell: gap => linked(gap.area.name, links.area?.(gap.area.code)),
    row: true,
  }
  return table(
    'Ce que le public trouve',
    [
      ...(places ? [place] : []),
      { header: 'Thématique', cell: gap => gap.category_name, row: !places },
      {
        header: 'Niveau',
        cell: ({ level }) => html`<span class="state ${LEVELS[level].tone}">${LEVELS[level].word}</span>`,
      },
      { header: 'Sur place', cell: gap => frenchNumber(gap.on_site), number: true },
      { header: 'En tout', cell: gap => frenchNumber(gap.reachable), number: true },
      ...originColumns<Gap>(report, 'reachable'),
      {
        header: 'En attente',
        cell: ({ waiting }) => (waiting === null ? '–' : frenchNumber(waiting)),
        number: true,
      },
    ],
    gaps,
  )
}

/** One EPCI on a page of its own. @param services what is received there, when the page can tell */
export function areaSection(
  report: Territories,
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
${detail(report, gapsOf(report, { epci: code }), {}, false)}
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
