import { html, raw } from 'hono/html'

/** Safe HTML made by hono's `html` template. */
export type Fragment = ReturnType<typeof html>

export interface Column<T> {
  header: string
  cell: (row: T) => Fragment | string | number
  number?: boolean
  /** Its heading is long and may break over lines. */
  wide?: boolean
  /** This cell names the row. */
  row?: boolean
}

/** A table with caption, scopes, and a scroll box that the keyboard can reach. `totals`: one more row, in bold. */
export function table<T>(caption: string, columns: Column<T>[], rows: readonly T[], totals?: string[]): Fragment {
  if (rows.length === 0) return html`<p>${caption} : rien à montrer.</p>`
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table>
<caption>${caption}</caption>
<thead><tr>${columns.map(column => html`<th scope="col"${column.wide ? '' : number(column)}>${column.header}</th>`)}</tr></thead>
<tbody>${rows.map(
    row =>
      html`<tr>${columns.map(column => (column.row ? html`<th scope="row">${column.cell(row)}</th>` : html`<td${number(column)}>${column.cell(row)}</td>`))}</tr>`,
  )}</tbody>
${
  totals
    ? html`<tfoot><tr>${columns.map((column, i) => (column.row ? html`<th scope="row">${totals[i] ?? ''}</th>` : html`<td${number(column)}><strong>${totals[i] ?? ''}</strong></td>`))}</tr></tfoot>`
    : ''
}
</table></div>`
}

const number = (column: { number?: boolean }) => (column.number ? raw(' class="number"') : '')

/** A drawing with the sentence that says what it shows; its table stands next to it. */
export function figure(svg: string, sentence: string): Fragment {
  return html`<figure>${raw(svg)}<figcaption>${sentence}</figcaption></figure>`
}
