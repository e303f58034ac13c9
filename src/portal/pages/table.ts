import { html } from 'hono/html'
import { frenchCount, frenchNumber } from '../../common/french.ts'
import { roomy } from '../../coverage/html-parts.ts'
import type { Html } from '../layout.ts'
import type { Status } from '../statuses.ts'

export type Cell = Html | Html[] | string | number | null

/** A table with its caption and scopes, inside a box that scrolls when it must. The first cell of each row names it. */
export function table(parts: {
  caption: string
  /** Name of the scrolling region when two tables of a page share a caption. */
  region?: string
  columns: (string | { label: string; number: true })[]
  rows: Cell[][]
  /** Said in its place when there is no row; absent: there always is one. */
  empty?: string
  /** On a telephone too it stays a table, which scrolls; else each row is a block there, with the name of each column. */
  scrolls?: true
}): Html {
  if (parts.rows.length === 0) return html`<p>${parts.empty ?? ''}</p>`
  if (!parts.scrolls) return stackedTable(parts)
  const numbers = parts.columns.map(column => typeof column !== 'string')
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${parts.region ?? parts.caption}"><table>
<caption>${parts.caption}</caption>
<thead><tr>${parts.columns.map(column => (typeof column === 'string' ? html`<th scope="col">${column}</th>` : html`<th scope="col" class="number">${column.label}</th>`))}</tr></thead>
<tbody>${parts.rows.map(
    row =>
      html`<tr>${row.map((cell, at) => (at === 0 ? html`<th scope="row">${cell}</th>` : html`<td${numbers[at] ? html` class="number"` : roomy(cell)}>${cell ?? '–'}</td>`))}</tr>`,
  )}</tbody></table></div>`
}

/** The roles say that it is a table where the style sheet makes blocks of it. */
function stackedTable({ caption, region, columns, rows }: Parameters<typeof table>[0]): Html {
  const labels = columns.map(column => (typeof column === 'string' ? column : column.label))
  const numbers = columns.map(column => (typeof column === 'string' ? '' : html` class="number"`))
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${region ?? caption}"><table class="compare" role="table">
<caption>${caption}</caption>
<thead role="rowgroup"><tr role="row">${labels.map((label, at) => html`<th scope="col" role="columnheader"${numbers[at]}>${label}</th>`)}</tr></thead>
<tbody role="rowgroup">${rows.map(
    row =>
      html`<tr role="row">${row.map((cell, at) => (at === 0 ? html`<th scope="row" role="rowheader">${cell}</th>` : html`<td role="cell"${numbers[at] || roomy(cell)} data-label="${labels[at] ?? ''}">${cell ?? '–'}</td>`))}</tr>`,
  )}</tbody></table></div>`
}

export function state(word: string, tone: Status['tone']): Html {
  return html`<span class="state ${tone}">${word}</span>`
}

export function pairs(entries: readonly (readonly [string, Cell])[]): Html {
  return html`<dl class="pairs">${entries.map(([term, value]) => html`<dt>${term}</dt><dd>${value ?? '–'}</dd>`)}</dl>`
}

/** Next page of a list. */
export function nextLink(href: string | null): Html | string {
  return href === null ? '' : html`<p><a class="button second" rel="next" href="${href}">Page suivante</a></p>`
}

/** «De la 101e à la 200e offre, sur 450», when they are not all on one page. @param from lines before this page @param size lines of a page @param one what one line is, e.g. `offre` */
export function rangeNote(from: number, size: number, total: number, one: 'offre' | 'opération' | 'rejet'): Html | '' {
  if (total <= size) return ''
  if (from >= total) return html`<p>${frenchCount(total, one)}, sur les pages d’avant.</p>`
  const [du, au, first] = one === 'rejet' ? ['Du', 'au', 'er'] : ['De la', 'à la', 're']
  return html`<p>${du} ${from + 1}<sup>${from === 0 ? first : 'e'}</sup> ${au} ${Math.min(total, from + size)}<sup>e</sup> ${one}, sur ${frenchNumber(total, 0)}.</p>`
}
