import type { Element } from 'domhandler'
import { slugify, squeeze } from '../../common/text.ts'
import { rawWords } from '../clean/raw-value.ts'
import { noFields } from '../no-fields.ts'
import type { Page } from './fields.ts'
import type { Fields } from './page.ts'
import { type Grid, gridOf, withIdem } from './table-grid.ts'

/** One row of a table of facts: its key, and its cells under the words of the header. */
export interface TableRow {
  key: string
  fields: Fields
}

/** Rows of a table under its first row that names several columns; merged cells are given to each row they cover, a title across the table is none. */
export function tableRows(table: Element, page: Page): TableRow[] {
  const grid = gridOf(table)
  const at = grid.rows.findIndex(isRow)
  const header = grid.rows[at]?.cells.map(({ text }) => squeeze(text)) ?? []
  const rows: TableRow[] = []
  for (const row of withIdem(grid.rows.slice(at + 1))) {
    const name = squeeze(row.cells[0]?.text ?? '')
    if (!isRow(row) || name === '' || name === header[0]) continue
    const fields = noFields()
    for (const [column, { text }] of row.cells.entries()) {
      const label = header[column]
      const origin = {
        document: page.document,
        address: page.address,
        where: `tableau, ligne ${row.line}, « ${label} »`,
      }
      const value = label ? rawWords(text, origin) : null
      if (label && value) fields[label] = [...(Object.hasOwn(fields, label) ? (fields[label] ?? []) : []), value]
    }
    rows.push({ key: slugify(name).slice(0, 80) || `ligne-${row.line}`, fields })
  }
  return rows
}

/** Two cells that say two things. */
const isRow = ({ cells }: Grid['rows'][number]): boolean =>
  new Set(cells.map(({ text }) => squeeze(text)).filter(text => text !== '')).size >= 2
