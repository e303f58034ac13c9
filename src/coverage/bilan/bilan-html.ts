import { html } from 'hono/html'
import { frenchEuros, frenchNumber } from '../../common/french.ts'
import { type Fragment, roomy } from '../html-parts.ts'
import type { Block, DocumentCell, DocumentColumn, DocumentRow } from './document.ts'

/** The account as the inside of a page's `main`, whose h1 is its title: headings from h2 on. */
export function bilanHtml(blocks: readonly Block[]): Fragment {
  const start = blocks.findIndex((block, at) => at > 0 && block.kind === 'heading')
  const parts = blocks.slice(start).flatMap(block => (block.kind === 'heading' ? [block] : []))
  return html`<div class="report bilan">${blocks.slice(0, start).map(blockHtml)}
<nav class="no-print" aria-label="Parties du bilan"><ul>${parts.map(({ id, text }) => html`<li><a href="#${id ?? ''}">${text}</a></li>`)}</ul></nav>
${blocks.slice(start).map((block, at) => blockHtml(block, start + at))}</div>`
}

function blockHtml(block: Block, at: number): Fragment | string {
  switch (block.kind) {
    case 'heading':
      // The first heading is the title of the page.
      return at === 0 ? '' : html`<h2 id="${block.id ?? ''}">${block.text}</h2>`
    case 'text':
      return html`<p>${block.text}</p>`
    case 'table':
      return block.rows.length === 0 ? html`<p>${block.caption} : rien.</p>` : tableHtml(block)
  }
}

function tableHtml({ caption, columns, rows }: Extract<Block, { kind: 'table' }>): Fragment {
  const named = columns.findIndex(column => column.kind === 'text')
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table>
<caption>${caption}</caption>
<thead><tr>${columns.map(column => html`<th scope="col"${numeric(column)}>${column.header}</th>`)}</tr></thead>
<tbody>${rows.map(row => rowHtml(row, columns, named))}</tbody></table></div>`
}

function rowHtml({ cells, role, span = 1 }: DocumentRow, columns: readonly DocumentColumn[], named: number): Fragment {
  return html`<tr${role === undefined ? '' : html` class="${role}"`}>${columns.map((column, at) => {
    if (at > 0 && at < span) return ''
    const shown = cellWords(cells[at] ?? null, column)
    if (role !== undefined && at === 0)
      return html`<th scope="row"${span > 1 ? html` colspan="${span}"` : ''}>${shown}</th>`
    if (role === undefined && at === named && cells[at] !== null) return html`<th scope="row">${shown}</th>`
    return html`<td${column.kind === 'text' ? roomy(shown) : numeric(column)}>${shown}</td>`
  })}</tr>`
}

const numeric = (column: DocumentColumn) => (column.kind === 'text' ? '' : html` class="number"`)

/** A cell as people read it, on paper and on screen; empty when nothing is known. */
export function cellWords(cell: DocumentCell, column: Pick<DocumentColumn, 'kind'>): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return cell
  return column.kind === 'euros' ? frenchEuros(cell) : frenchNumber(cell, 2)
}
