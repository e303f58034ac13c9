import { html } from 'hono/html'
import { frenchDate, frenchEuros } from '../../common/french.ts'
import { countColumn, type Fragment, linked, table } from '../html-parts.ts'
import type { ReportLinks } from '../links.ts'
import type { CoverageReport, StructureAccount } from '../report-contract.ts'
import { rowsSaying } from '../rows.ts'
import { badge, servicesTable } from './actions.ts'

/** The structures that carry an offer of the convention. */
export function structuresSection(report: CoverageReport, links: ReportLinks): Fragment {
  return html`<p>Un montant que plusieurs structures se partagent est compté en entier pour chacune : les colonnes d’euros ne s’additionnent pas.</p>
${table(
  'Structures qui portent une offre de la convention',
  [
    { header: 'Structure', cell: structure => linked(structure.name, links.structure?.(structure.partner)), row: true },
    countColumn<StructureAccount>('Sources suivies', structure => structure.sources),
    countColumn<StructureAccount>('Services dans DORA', structure => structure.in_dora),
    countColumn<StructureAccount>('Services publiés', structure => structure.published),
    { header: 'Part de l’État de ses actions', cell: structure => frenchEuros(structure.state_euros), number: true },
    { header: 'Référencée', cell: structure => frenchEuros(structure.state_euros_referenced), number: true },
    { header: 'À jour', cell: structure => (structure.published === 0 ? '–' : structure.up_to_date ? 'oui' : 'non') },
  ],
  report.structures,
)}`
}

/** One structure on a page of its own: its actions, its services, when its sources were read. */
export function structureSection(report: CoverageReport, partner: string, links: ReportLinks): Fragment | null {
  const structure = report.structures.find(each => each.partner === partner)
  const lines = report.lines.filter(line => line.partners.some(each => each.id === partner))
  const services = rowsSaying(report.services, 'partner', partner)
  const sources = report.sources.filter(each => each.partner === partner)
  if (lines.length + services.length + sources.length === 0) return null
  return html`${
    structure
      ? html`<dl class="pairs"><dt>Contactée</dt><dd>${structure.contacted === null ? 'pas encore' : `le ${frenchDate(structure.contacted)}`}</dd>
<dt>Part de l’État de ses actions</dt><dd>${frenchEuros(structure.state_euros)}, dont ${frenchEuros(structure.state_euros_referenced)} référencés</dd>
<dt>À jour</dt><dd>${structure.published === 0 ? 'sans objet : aucun service publié' : structure.up_to_date ? 'oui' : 'non'}</dd></dl>`
      : ''
  }
${table(
  'Actions de la convention',
  [
    { header: 'Action', cell: line => linked(line.title, links.line?.(line.id)), row: true },
    { header: 'Dans DORA', cell: line => badge(line) },
    { header: 'Précision', cell: line => line.reason },
  ],
  lines,
)}
${servicesTable('Services', services, report, links)}
${table(
  'Sources lues',
  [
    { header: 'Source', cell: source => source.name, row: true },
    { header: 'Dernière lecture réussie', cell: source => lastRead(source.last_success) },
    { header: 'État', cell: source => source.standing ?? '–' },
  ],
  sources,
)}`
}

const lastRead = (instant: string | null) => (instant === null ? 'jamais' : frenchDate(new Date(instant)))
