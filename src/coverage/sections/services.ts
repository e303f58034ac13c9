import { html } from 'hono/html'
import { frenchCount, frenchNumber } from '../../common/french.ts'
import { barsSvg } from '../charts.ts'
import { type Counted, countLists } from '../count-lists.ts'
import { countColumn, type Fragment, figure, table } from '../html-parts.ts'
import type { ReportLinks } from '../links.ts'
import type { CountRow, CoverageReport } from '../report-contract.ts'
import { servicesTable } from './services-table.ts'

/** Services listed on the page. */
const MOST = 200

/** Every count of the services, then the services themselves with their link to DORA. */
export function servicesSection(report: CoverageReport, links: ReportLinks): Fragment {
  const rest = report.services.length - MOST
  return html`${countLists(report).map(counted)}
<h3 id="liste">Service par service</h3>
${rest > 0 ? html`<p>Les ${MOST} premiers sont ici ; il en reste ${frenchCount(rest, 'autre')}, dans les fichiers.</p>` : ''}
${servicesTable('Services suivis par le robot', report.services.slice(0, MOST), report, links)}`
}

function counted({ id, title, rows, note, parts }: Counted): Fragment {
  const value = (row: CountRow) => row.value
  const numbers = { header: 'Nombre', number: true, cell: (row: CountRow) => frenchNumber(row.value) }
  return html`<h3 id="${id}">${title}</h3>
${rows.some(row => row.value > 0) ? figure(barsSvg(rows.filter(row => row.value > 0)), `${note} ${sentence(rows)}`) : html`<p>${note} Rien à compter.</p>`}
${table(title, [{ header: 'Classe', cell: row => row.label, row: true }, parts ? countColumn<CountRow>('Nombre', value) : numbers], rows)}`
}

function sentence(rows: readonly { label: string; value: number }[]): string {
  const first = rows.toSorted((a, b) => b.value - a.value)[0]
  return first ? `Le plus fréquent : ${first.label.toLowerCase()} (${frenchNumber(first.value)}).` : ''
}
