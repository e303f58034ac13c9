import { html } from 'hono/html'
import type { Html } from '../layout.ts'
import { boxesField, inputField } from '../web/form.ts'
import { searchRenews } from '../web/renewed-list.ts'

/** What a list is searched, filtered and sorted by, and which columns it shows: its lines follow at each change. */
export function listForm(parts: {
  /** Where the list is. */
  path: string
  /** What the words are looked for in. */
  label: string
  q: string
  /** Beside the words. */
  main: Html | string
  /** Filters and order that are folded away, and how many of them say something. */
  folded: { fields: Html; inUse: number } | null
  /** Something was looked for or filtered. */
  filtered: boolean
  columns: readonly { id: string; label: string }[]
  /** Columns shown. */
  shown: readonly { id: string }[]
  /** The columns as the address asks for them. */
  asked: readonly string[]
  /** Ids of what else changes with the lines. */
  beside?: readonly string[]
}): Html {
  const { path, label, q, main, folded, filtered, columns, shown, asked, beside = [] } = parts
  return html`<form method="get" action="${path}" class="search" role="search"${searchRenews(path, ['tout-voir', ...(folded ? ['combien-de-filtres'] : []), ...beside])}>
<div class="row">
${inputField({ name: 'q', label, search: true, value: q })}
${main}
<p><button>Chercher</button> <span id="tout-voir">${filtered ? html`<a href="${path}">Tout voir</a>` : ''}</span></p></div>
${
  folded === null
    ? ''
    : html`<details${folded.inUse > 0 ? html` open` : ''}><summary>Autres filtres et tri<span id="combien-de-filtres">${folded.inUse > 0 ? ` (${folded.inUse})` : ''}</span></summary><div class="row">
${folded.fields}
</div></details>`
}
<details${asked.length > 0 ? html` open` : ''}><summary>Colonnes</summary>${boxesField({ name: 'colonnes', legend: 'Colonnes montrées', required: true, options: columns.map(({ id, label: words }) => ({ value: id, label: words })), values: shown.map(({ id }) => id) })}</details>
</form>`
}
