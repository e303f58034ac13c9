import { html } from 'hono/html'
import { frenchCount, frenchNumber } from '../../common/french.ts'
import { labelOf, valuesOf } from '../../reference/referentiels.ts'
import { type Gap, type GapsAsked, gapsOf } from '../gaps.ts'
import { type Column, type Fragment, linked, table } from '../html-parts.ts'
import type { ReportLinks } from '../links.ts'
import { originColumns, whoseSentence } from '../origins.ts'
import type { Territories } from '../past-coverage.ts'
import type { DesertLevel } from '../territory-contract.ts'
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
${asked.epci || asked.thematique ? gapsTable(report, gaps, links, true) : matrix(report, gaps)}`
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

/** Gaps one by one. @param places names the EPCI of each row; a page of one EPCI does not */
export function gapsTable(report: Territories, gaps: readonly Gap[], links: ReportLinks, places: boolean): Fragment {
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
