import { html } from 'hono/html'
import { frenchCount, frenchDate, frenchEuros, frenchNames, frenchNumber } from '../../common/french.ts'
import { type Column, countColumn, type Fragment, linked, table } from '../html-parts.ts'
import type { ReportLinks } from '../links.ts'
import type { CoverageReport, StructureAccount } from '../report-contract.ts'
import { rowsSaying } from '../rows.ts'
import { isAnswerTold, isSilent } from '../structures.ts'
import { badge } from './actions.ts'
import { servicesTable } from './services-table.ts'

/** The structures that carry an offer of the convention. */
export function structuresSection(report: CoverageReport, links: ReportLinks): Fragment {
  return html`${contactSentences(report.structures)}<p>Un montant que plusieurs structures se partagent est compté en entier pour chacune : les colonnes d’euros ne s’additionnent pas.</p>
${table(
  'Structures qui portent une offre de la convention',
  [
    { header: 'Structure', cell: structure => linked(structure.name, links.structure?.(structure.partner)), row: true },
    { header: 'Contactée le', cell: ({ contacted }) => (contacted === null ? 'jamais' : frenchDate(contacted)) },
    ...(report.structures.some(isAnswerTold) ? [ANSWERED] : []),
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

const ANSWERED: Column<StructureAccount> = {
  header: 'A répondu le',
  cell: structure =>
    structure.answered
      ? html`${frenchDate(structure.answered)}${isSilent(structure) ? ' (pas depuis)' : ''}`
      : isSilent(structure)
        ? html`<span class="state warn">pas encore</span>`
        : '–',
}

/** Who was never called nor written to, and who has not answered. Empty while nobody keeps that list. */
function contactSentences(structures: readonly StructureAccount[]): Fragment | string {
  if (!structures.some(isAnswerTold)) return ''
  const never = structures.filter(({ contacted }) => contacted === null)
  if (never.length === structures.length)
    return html`<p class="lead">Aucune structure n’a encore été appelée, ni n’a reçu de lettre ou répondu.</p>`
  const silent = structures.filter(isSilent)
  const named = (found: readonly StructureAccount[]) => frenchNames(found.map(({ name }) => name))
  return html`<p class="lead">${frenchCount(structures.length - never.length, 'structure contactée', 'structures contactées')} sur ${frenchNumber(structures.length)}, ${silent.length === 0 ? 'et aucune ne reste sans réponse' : html`dont ${frenchNumber(silent.length)} sans réponse : ${named(silent)}`}.</p>
${never.length === 0 ? '' : html`<p>Pas encore de contact avec : ${named(never)}.</p>`}
`
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
${isAnswerTold(structure) ? html`<dt>A répondu</dt><dd>${answeredWords(structure)}</dd>` : ''}
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

/** «pas encore», «le 3 mars 2030, pas depuis», «rien n’attend sa réponse». */
function answeredWords(structure: StructureAccount): string {
  const { answered } = structure
  if (!answered) return structure.contacted === null ? 'rien ne lui a été demandé' : 'pas encore'
  return `le ${frenchDate(answered)}${isSilent(structure) ? ', pas depuis la dernière lettre' : ''}`
}

const lastRead = (instant: string | null) => (instant === null ? 'jamais' : frenchDate(new Date(instant)))
