import { html, raw } from 'hono/html'
import { frenchEuros, frenchNumber } from '../common/french.ts'

/** Safe HTML made by hono's `html` template. */
export type Fragment = ReturnType<typeof html>

export interface Column<T> {
  header: string
  cell: (row: T) => Fragment | string | number
  number?: boolean
  /** This cell names the row. */
  row?: boolean
  /** What the row adds to the total printed under the column; without it, the column has none. */
  adds?: (row: T) => number
  /** How that total reads. Default: a whole number. */
  say?: (total: number) => string
}

/** A column of whole euros that adds up. */
export const eurosColumn = <T>(header: string, pick: (row: T) => number): Column<T> => ({
  header,
  cell: row => frenchEuros(pick(row)),
  number: true,
  adds: pick,
  say: frenchEuros,
})

/** A column of counts that adds up. */
export const countColumn = <T>(header: string, pick: (row: T) => number): Column<T> => ({
  header,
  cell: row => frenchNumber(pick(row)),
  number: true,
  adds: pick,
})

/** A name, with a link when there is a page behind it. */
export const linked = (name: string, href: string | undefined): Fragment | string =>
  href === undefined ? name : html`<a href="${href}">${name}</a>`

/** A table with caption, scopes, and a scroll box that the keyboard can reach. Its last row adds up the columns that add up, whatever is above it. */
export function table<T>(caption: string, columns: Column<T>[], rows: readonly T[]): Fragment {
  if (rows.length === 0) return html`<p>${caption} : rien à montrer.</p>`
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table>
<caption>${caption}</caption>
<thead><tr>${columns.map(column => html`<th scope="col"${number(column)}>${column.header}</th>`)}</tr></thead>
<tbody>${rows.map(
    row =>
      html`<tr>${columns.map(column => (column.row ? html`<th scope="row">${column.cell(row)}</th>` : cellHtml(column, row)))}</tr>`,
  )}</tbody>
${columns.some(column => column.adds) ? totals(columns, rows) : ''}
</table></div>`
}

function totals<T>(columns: Column<T>[], rows: readonly T[]): Fragment {
  const named = columns.findIndex(column => column.row)
  return html`<tfoot><tr>${columns.map((column, at) => {
    if (at === named) return html`<th scope="row">Total</th>`
    const total = column.adds ? rows.reduce((sum, row) => sum + (column.adds?.(row) ?? 0), 0) : null
    return html`<td${number(column)}>${total === null ? '' : html`<strong>${(column.say ?? frenchNumber)(total)}</strong>`}</td>`
  })}</tr></tfoot>`
}

const number = (column: { number?: boolean }) => (column.number ? raw(' class="number"') : '')

/** A text longer than this, in characters, is given the room to be read in a few lines. */
const LONG = 90
/** The class of a cell that holds sentences. */
export const roomy = (shown: unknown) => (typeof shown === 'string' && shown.length > LONG ? raw(' class="long"') : '')

function cellHtml<T>(column: Column<T>, row: T): Fragment {
  const shown = column.cell(row)
  return html`<td${column.number ? number(column) : roomy(shown)}>${shown}</td>`
}

/** A drawing with the sentence that says what it shows; its table stands next to it. */
export function figure(svg: string, sentence: string): Fragment {
  return html`<figure>${raw(svg)}<figcaption>${sentence}</figcaption></figure>`
}
